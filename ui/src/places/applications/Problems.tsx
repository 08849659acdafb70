import type { ApplicationView } from "../../platform/types";
import { useWords } from "../../words";
import css from "./ApplicationPanel.module.css";
import { fieldName } from "./naming";

/** What the provider finds wrong, and what underwriting looks at, in words. */
export function Problems({ view }: { view: ApplicationView }) {
  const { t, moment } = useWords();
  const shown = (name: string, value: string) => {
    const at = name.endsWith("_at") ? Date.parse(value) : Number.NaN;
    return Number.isNaN(at) ? value : moment(at);
  };
  return (
    <>
      {view.problems.length > 0 && (
        <section data-testid="application-problems">
          <h3>{t("application.problems")}</h3>
          <ul className={css.problems}>
            {view.problems.map((problem) => (
              <li key={`${problem.field} ${problem.code} ${problem.message}`}>
                {problem.code.toLowerCase() === "required" && problem.field ? (
                  t("application.problem.required", { field: fieldName(problem.field) })
                ) : (
                  <>
                    {problem.field && <b>{fieldName(problem.field)}: </b>}
                    <bdi>{problem.message || problem.code}</bdi>
                  </>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {view.reviews.length > 0 && (
        <section data-testid="application-reviews">
          <h3>{t("application.reviews")}</h3>
          <ul className={css.problems}>
            {view.reviews.map((review) => (
              <li key={review.name}>
                <b>{fieldName(review.name)}</b>
                {review.status && <span className={css.word}>{fieldName(review.status.toLowerCase())}</span>}
                {review.facts.map(([name, value]) => (
                  <span key={name} className={css.fact}>
                    {name && `${fieldName(name)}: `}
                    <bdi>{shown(name, value)}</bdi>
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
