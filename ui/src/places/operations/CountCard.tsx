import { Card } from "../../parts/Card";
import { State } from "../../parts/State";
import { OUTCOME } from "../../parts/wire";
import type { Counts } from "../../platform/types";
import { useWords } from "../../words";
import css from "./CountCard.module.css";
import { COUNT_LINES } from "./counts";

export function CountCard({ counts }: { counts: Counts }) {
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
              <span className={css.count} data-testid={`count-${state}`}>
                {number(counts[state])}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
