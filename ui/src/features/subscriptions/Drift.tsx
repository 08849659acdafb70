import type { SettleWord, SubscriptionRow } from "../../api/types";
import { Button } from "../../components/Button";
import { State } from "../../components/State";
import { useWords } from "../../i18n";
import type { Decision } from "./ActDialog";
import css from "./Drift.module.css";
import { drifting, idsForAll } from "./drift";

const WAYS: SettleWord[] = ["adopt", "restore", "remove"];

/** What is not as it is meant, and how to settle all of it at once. */
export function Drift({ rows, onDecide }: { rows: SubscriptionRow[]; onDecide(decision: Decision): void }) {
  const { t, number } = useWords();
  const drift = drifting(rows);
  if (drift.length === 0) return null;
  return (
    <div className={css.drift} data-testid="drift-bar">
      <State
        tone="doubt"
        icon="differs"
        word={t("drift.count", { count: drift.length, number: number(drift.length) })}
      />
      <div className={css.acts}>
        {WAYS.map((how) => {
          const ids = idsForAll(drift, how);
          return (
            ids.length > 0 && (
              <Button
                key={how}
                look={how === "remove" ? "danger" : "plain"}
                onPress={() => onDecide({ how, ids })}
                testId={`drift-${how}`}
              >
                {t(`drift.${how}`, { number: number(ids.length) })}
              </Button>
            )
          );
        })}
      </div>
    </div>
  );
}
