import type { Cause } from "../../api/types";
import { Button } from "../../components/Button";
import { State } from "../../components/State";
import { CAUSE, type Outcome } from "../../components/wire";
import { useWords, type WordId } from "../../i18n";
import { remarkText } from "../../i18n/remarkText";
import css from "./Causes.module.css";

type Props = { causes: Cause[]; onStores(outcome: Outcome): void };

/** What can be done: open outcomes say what happens by themselves, the others who acts next. */
function next({ outcome, advice }: Cause): WordId {
  if (outcome === "unsent" || outcome === "unknown" || outcome === "overdue") return `cause.${outcome}`;
  return `advice.${advice}`;
}

/** The summary afterwards: what went wrong, once for each cause, in the provider's own words. */
export function Causes({ causes, onStores }: Props) {
  const { t, number } = useWords();
  return (
    <section data-testid="operation-summary">
      <h3 className={css.title}>{t("operation.causes")}</h3>
      <ul className={css.list}>
        {causes.map((cause) => {
          const { tone, icon, word } = CAUSE[cause.outcome];
          return (
            <li key={`${cause.outcome} ${cause.code} ${cause.message}`} className={css.cause}>
              <div className={css.head}>
                <State tone={tone} icon={icon} word={cause.code ? `${t(word)} · ${cause.code}` : t(word)} />
                <Button
                  look="link"
                  aria-label={t("operation.viewStores", { what: `${number(cause.stores)} ${t(word)}` })}
                  onPress={() => onStores(cause.outcome === "unsent" ? "planned" : cause.outcome)}
                  testId={`cause-${cause.outcome}`}
                >
                  {number(cause.stores)}
                </Button>
              </div>
              {cause.message && (
                <p className={css.message} data-selectable>
                  {remarkText(cause.message, t)}
                </p>
              )}
              <p className={css.next}>{t(next(cause))}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
