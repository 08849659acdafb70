import type { OperationRow } from "../../api/types";
import { Button } from "../../components/Button";
import { Note } from "../../components/Note";
import { useWords } from "../../i18n";
import { useNow } from "../../queries/useNow";
import css from "./OperationPanel.module.css";
import type { OperationActs } from "./useOperationActs";

/** Until the first request leaves, with the way back. */
function Hold({ row, acts }: { row: OperationRow; acts: OperationActs }) {
  const { t, clock } = useWords();
  const now = useNow(250);
  return (
    <>
      <Note tone="late" testId="operation-hold">
        {t("operation.holdNote", { clock: clock((row.holdUntil ?? now) - now) })}
      </Note>
      <Button look="primary" wide busy={acts.undo.busy} onPress={acts.undo.run} testId="operation-undo">
        {t("operation.undo")}
      </Button>
      <Button wide busy={acts.begin.busy} onPress={acts.begin.run} testId="operation-begin">
        {t("operation.begin")}
      </Button>
    </>
  );
}

/** The buttons of a run that is not over, or that can go on. */
export function RunButtons({ row, acts }: { row: OperationRow; acts: OperationActs }) {
  const { t } = useWords();
  const { state, counts } = row;
  if (state === "holding") return <Hold row={row} acts={acts} />;
  if (state === "paused" || (state === "interrupted" && counts.planned > 0))
    return (
      <>
        {state === "paused" && !row.halt && <p className={css.quiet}>{t("operation.pausedNote")}</p>}
        {row.halt?.code === "sign_in_again" && <p className={css.quiet}>{t("operation.signInNote")}</p>}
        <Button look="primary" wide busy={acts.resume.busy} onPress={acts.resume.run} testId="operation-resume">
          {t("operation.resume", { count: counts.planned })}
        </Button>
        {state === "paused" && (
          <Button wide busy={acts.stop.busy} onPress={acts.stop.run} testId="operation-stop">
            {t("operation.giveUp")}
          </Button>
        )}
      </>
    );
  if (state !== "running" && state !== "pausing" && state !== "stopping") return null;
  const told = state !== "running";
  return (
    <div className={css.pair}>
      <Button isDisabled={told} busy={acts.pause.busy} onPress={acts.pause.run} testId="operation-pause">
        {t(state === "pausing" ? "operation.pausing" : "operation.pause")}
      </Button>
      <Button isDisabled={told} busy={acts.stop.busy} onPress={acts.stop.run} testId="operation-stop">
        {t(state === "stopping" ? "operation.stopping" : "operation.stop")}
      </Button>
    </div>
  );
}
