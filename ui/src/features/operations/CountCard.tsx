import type { Counts } from "../../api/types";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { State } from "../../components/State";
import { OUTCOME, type Outcome } from "../../components/wire";
import { useWords } from "../../i18n";
import css from "./CountCard.module.css";
import { COUNT_LINES } from "./counts";

export function CountCard({ counts, onStores }: { counts: Counts; onStores(outcome: Outcome): void }) {
  const { t, number } = useWords();
  const lines = COUNT_LINES.filter(({ state, always }) => always || counts[state] > 0);
  return (
    <Card>
      <ul>
        {lines.map(({ state }) => {
          const { tone, icon, word } = OUTCOME[state];
          return (
            <li key={state} className={css.line}>
              <State tone={counts[state] > 0 ? tone : "off"} icon={icon} word={t(word)} />
              {counts[state] > 0 ? (
                <Button
                  look="link"
                  aria-label={t("operation.viewStores", { what: `${number(counts[state])} ${t(word)}` })}
                  onPress={() => onStores(state)}
                  testId={`count-${state}`}
                >
                  {number(counts[state])}
                </Button>
              ) : (
                <span className={css.count} data-testid={`count-${state}`}>
                  {number(0)}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
