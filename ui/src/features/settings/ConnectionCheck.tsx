import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Check } from "../../api/types";
import { Button } from "../../components/Button";
import { State } from "../../components/State";
import { useAct } from "../../components/useAct";
import { useWords, type Words } from "../../i18n";
import { checkQuery } from "../../queries/environmentQueries";
import { CheckStepRow } from "./CheckStepRow";
import css from "./ConnectionCheck.module.css";
import { Acts, Group } from "./Group";

function summary({ ok, steps }: Check, { t, number }: Words) {
  const count = (outcome: string) => steps.filter((step) => step.outcome === outcome).length;
  const [failed, attention] = [count("failed"), count("attention")];
  if (!ok)
    return { tone: "bad", icon: "cross", word: t("check.broken", { count: failed, number: number(failed) }) } as const;
  if (attention > 0)
    return {
      tone: "doubt",
      icon: "doubt",
      word: t("check.some", { count: attention, number: number(attention) }),
    } as const;
  return { tone: "ok", icon: "check", word: t("check.good") } as const;
}

/** The way from here to Rappi and back, walked when a person asks for it. */
export function ConnectionCheck() {
  const words = useWords();
  const { t, moment } = words;
  const client = useQueryClient();
  const { data: check, dataUpdatedAt, refetch } = useQuery(checkQuery);
  const [walk, walking] = useAct(async () => {
    await refetch({ throwOnError: true });
    await client.invalidateQueries({ queryKey: ["connection"] });
  });
  return (
    <Group title={t("settings.connection")} text={t("check.text")}>
      <Acts>
        <Button look="primary" busy={walking} onPress={() => walk()} testId="check-run">
          {t(walking ? "check.running" : check ? "check.again" : "check.run")}
        </Button>
        <div className={css.summary} role="status" data-testid="check-summary">
          {check && !walking && (
            <>
              <State {...summary(check, words)} />
              <span className={css.at}>{t("check.at", { time: moment(dataUpdatedAt) })}</span>
            </>
          )}
        </div>
      </Acts>
      {check && (
        <ol
          className={`${css.steps} ${walking ? css.stale : ""}`}
          aria-label={t("check.steps")}
          data-testid="check-steps"
        >
          {check.steps.map((step) => (
            <CheckStepRow key={`${step.step} ${step.subject}`} step={step} />
          ))}
        </ol>
      )}
    </Group>
  );
}
