import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Pick } from "../../components/Choice";
import { Modal } from "../../components/Modal";
import { Note } from "../../components/Note";
import { Progress } from "../../components/Progress";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import { PERIODS, type Period, since } from "../activity/periods";

/** Deliveries of one step: seldom more than a second. */
const STEP = 200;

type Reached = { checked: number; toApply: number; duplicates: number; rejected: number; left: number };
const NOTHING: Reached = { checked: 0, toApply: 0, duplicates: 0, rejected: 0, left: 0 };

/** Verifies what was rejected since a day by the secrets of now, step by step: how far it is, and what came of it. */
export function ReverifySince({ onClose }: { onClose(): void }) {
  const { t, number } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const [period, setPeriod] = useState<Period>("week");
  const [reached, setReached] = useState<Reached | null>(null);
  const stopped = useRef(false);
  const [go, going] = useAct(async () => {
    stopped.current = false;
    const from = since(period, Date.now());
    let [sum, after] = [NOTHING, 0];
    setReached(sum);
    do {
      const step = await platform.reverifyStep(from, after, STEP);
      const { checked, toApply, duplicates, rejected } = step.report;
      after = step.after;
      sum = {
        checked: sum.checked + checked,
        toApply: sum.toApply + toApply,
        duplicates: sum.duplicates + duplicates,
        rejected: sum.rejected + rejected,
        left: step.left,
      };
      setReached(sum);
    } while (sum.left > 0 && !stopped.current);
    await client.invalidateQueries({ queryKey: ["deliveries"] });
  });
  const stop = () => {
    stopped.current = true;
  };
  const close = () => {
    stop();
    onClose();
  };
  const total = reached ? reached.checked + reached.left : 0;
  const foot = (
    <>
      <Button onPress={going ? stop : close} testId="reverify-close">
        {t(going ? "common.stop" : "common.close")}
      </Button>
      <Button look="primary" busy={going} onPress={() => go()} testId="reverify-go">
        {t("deliveries.reverify")}
      </Button>
    </>
  );
  return (
    <Modal open title={t("deliveries.reverifySince")} onClose={close} foot={foot} testId="reverify-since">
      <p>{t("deliveries.reverifyText")}</p>
      <Pick<Period>
        label={t("deliveries.since")}
        options={PERIODS.map(({ id, word }) => ({ id, label: t(word) }))}
        value={period}
        onChange={(next) => {
          setPeriod(next);
          setReached(null);
        }}
        testId="reverify-period"
      />
      {reached && going && (
        <Progress
          label={t("deliveries.reverifySince")}
          total={total}
          done={reached.checked}
          segments={[
            { tone: "ok", amount: reached.toApply + reached.duplicates },
            { tone: "bad", amount: reached.rejected },
          ]}
          testId="reverify-progress"
        />
      )}
      <div role="status" data-testid="reverify-result">
        {reached && (reached.checked > 0 || !going) && (
          <Note tone={going ? "run" : reached.rejected > 0 ? "doubt" : "ok"}>
            {reached.checked === 0 && t("reason.nothing_rejected")}
            {reached.checked > 0 &&
              t("deliveries.reverifiedOf", { done: number(reached.checked), total: number(total) })}
            {reached.checked > 0 && (
              <span>
                {t("deliveries.reverified", {
                  count: reached.toApply,
                  duplicates: number(reached.duplicates),
                  rejected: number(reached.rejected),
                })}
              </span>
            )}
          </Note>
        )}
      </div>
    </Modal>
  );
}
