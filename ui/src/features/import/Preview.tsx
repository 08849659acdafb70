import type { ImportView } from "../../api/types";
import { useWords } from "../../i18n";
import { letters } from "./letters";
import css from "./Preview.module.css";

/** The first rows as they are in the file; columns that mean something stand out. */
export function Preview({ view }: { view: ImportView }) {
  const { t } = useWords();
  const used = new Set(Object.values(view.request.columns));
  const columns = Array.from({ length: view.width }, (_, at) => at);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the dialog is scrolled with the keyboard
    <section className={css.scroll} tabIndex={0} aria-label={t("import.preview")} data-testid="import-preview">
      <table className={css.table}>
        <thead>
          <tr>
            <th>{t("import.line")}</th>
            {columns.map((at) => (
              <th key={at} data-used={used.has(at) || undefined}>
                {letters(at)} {view.titles[at]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.preview.map((row) => (
            <tr key={row.line}>
              <td>{row.line}</td>
              {columns.map((at) => (
                <td key={at} data-used={used.has(at) || undefined} title={row.cells[at]}>
                  {row.cells[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
