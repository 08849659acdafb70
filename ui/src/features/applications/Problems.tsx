import type { ApplicationProblem, ApplicationView } from "../../api/types";
import { useWords } from "../../i18n";
import css from "./ApplicationPanel.module.css";
import { FieldName } from "./FieldName";
import { fieldWords } from "./naming";

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
                <Problem problem={problem} />
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
                <b>
                  <FieldName name={review.name} />
                </b>
                {review.status && (
                  <span className={css.word}>
                    <FieldName name={review.status} />
                  </span>
                )}
                {review.facts.map(([name, value]) => (
                  <span key={name} className={css.fact}>
                    {name && (
                      <>
                        <FieldName name={name} />:{" "}
                      </>
                    )}
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

/** A code that is known here is a sentence; of every other one the provider's own words stay. */
function Problem({ problem }: { problem: ApplicationProblem }) {
  const { t } = useWords();
  const { field, code, message } = problem;
  const known = field && fieldWords(field, t);
  if (known && code.toLowerCase() === "required") {
    return <span title={message}>{t("application.problem.required", { field: known })}</span>;
  }
  return (
    <>
      {field && (
        <b>
          <FieldName name={field} />:
        </b>
      )}
      <bdi>{message || code}</bdi>
    </>
  );
}
