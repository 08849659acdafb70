import { State } from "../../parts/State";
import { CAUSE } from "../../parts/wire";
import type { Cause } from "../../platform/types";
import { useWords } from "../../words";
import { said } from "../../words/said";
import css from "./Causes.module.css";

/** The summary afterwards: what went wrong, once for each cause, in the provider's own words. */
export function Causes({ causes }: { causes: Cause[] }) {
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
                <b className={css.count}>{number(cause.stores)}</b>
              </div>
              {cause.message && (
                <p className={css.message} data-selectable>
                  {said(cause.message, t)}
                </p>
              )}
              <p className={css.next}>{t(`cause.${cause.outcome}.${cause.retry ? "retry" : "stay"}`)}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
