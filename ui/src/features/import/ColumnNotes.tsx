import type { ImportView } from "../../api/types";
import { Note } from "../../components/Note";
import { useWords } from "../../i18n";
import { columnLabel } from "./letters";

/** What a person has to know or to decide about the columns before anything goes. */
export function ColumnNotes({ view }: { view: ImportView }) {
  const { t, number } = useWords();
  const { request, titles, overruled, contradiction } = view;
  const label = (at: number) => columnLabel(titles, at);
  const rivals = view.rivals.filter(({ meaning }) => request.columns[meaning] === null);
  return (
    <>
      {request.columns.id === null && !rivals.some(({ meaning }) => meaning === "id") && (
        <Note tone="doubt">{t("import.needsId")}</Note>
      )}
      {rivals.map(({ meaning, columns }) => (
        <Note key={meaning} tone="doubt" testId={`import-rivals-${meaning}`}>
          {t("import.rivals", { meaning: t(`column.${meaning}`), columns: columns.map(label).join(", ") })}
        </Note>
      ))}
      {overruled && request.columns.id === overruled.by && (
        <Note tone="doubt" testId="import-overruled">
          {t("import.overruled", { by: label(overruled.by), titled: label(overruled.titled) })}
        </Note>
      )}
      {contradiction && (
        <Note tone="bad" testId="import-contradiction">
          {t("import.contradiction", { rows: number(contradiction.rows), of: number(contradiction.of) })}
        </Note>
      )}
    </>
  );
}
