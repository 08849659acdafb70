import type { ActivityChanged } from "../../api/types";
import { useWords } from "../../i18n";
import { factWord, valueWord } from "./acts";
import css from "./Changes.module.css";

/** What an act changed: before and after, fact by fact. */
export function Changes({ changes }: { changes: ActivityChanged[] }) {
  const words = useWords();
  const { t } = words;
  if (changes.length === 0) return null;
  return (
    <section>
      <h3>{t("activity.changes")}</h3>
      <table className={css.changes} data-selectable data-testid="act-changes">
        <thead>
          <tr>
            <th scope="col">{t("activity.fact")}</th>
            <th scope="col">{t("activity.before")}</th>
            <th scope="col">{t("activity.after")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.what}>
              <th scope="row">{factWord(change.what, t)}</th>
              <td>{valueWord(change.what, change.before, words)}</td>
              <td>{valueWord(change.what, change.after, words)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
