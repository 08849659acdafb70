import { useQuery } from "@tanstack/react-query";
import type { Columns, ImportRequest, ImportView } from "../../api/types";
import { Flag, Pick } from "../../components/Choice";
import { Note } from "../../components/Note";
import { useWords } from "../../i18n";
import { profileQuery } from "../../queries/environmentQueries";
import { Options } from "../plan/Options";
import { ColumnNotes } from "./ColumnNotes";
import css from "./ColumnsStep.module.css";
import { FileFacts } from "./FileFacts";
import { columnLabel } from "./letters";
import { Preview } from "./Preview";

const MEANINGS = [
  "id",
  "name",
  "integration",
  "pingActive",
  "getMenuActive",
  "cancellationEvents",
  "status",
] as const satisfies readonly (keyof Columns)[];
const NONE = "none";

/** What the columns mean, beside the first rows; and what holds for rows that do not say. */
export function ColumnsStep({ view, onDesired }: { view: ImportView; onDesired(request: ImportRequest): void }) {
  const { t, number } = useWords();
  const { data: profile } = useQuery(profileQuery);
  const { request, titles, width } = view;
  const options = Array.from({ length: width }, (_, at) => ({ id: String(at), label: columnLabel(titles, at) }));
  const pick = (meaning: (typeof MEANINGS)[number], key: string) =>
    onDesired({ ...request, columns: { ...request.columns, [meaning]: key === NONE ? null : Number(key) } });
  return (
    <>
      <FileFacts view={view} />
      {view.sheets.length > 1 && (
        <Pick
          label={t("import.sheet")}
          options={view.sheets.map((name, at) => ({ id: String(at), label: name }))}
          value={request.sheet === null ? null : String(request.sheet)}
          onChange={(key) => onDesired({ ...request, sheet: Number(key) })}
          testId="import-sheet"
        />
      )}
      {view.encoding === "windows1252" && (
        <Note tone="doubt" testId="import-encoding">
          {t("import.guessed")}
        </Note>
      )}
      {view.removed.length > 0 && (
        <Note tone="doubt" testId="import-removed">
          {t("import.removed", {
            what: view.removed.map(({ what, count }) => t(`invisible.${what}`, { count })).join(", "),
            line: number(Math.min(...view.removed.map(({ line }) => line))),
          })}
        </Note>
      )}
      {view.damaged && <Note tone="bad">{t("import.damaged")}</Note>}
      <ColumnNotes view={view} />
      <div className={css.grid}>
        {MEANINGS.map((meaning) => (
          <Pick
            key={meaning}
            label={t(`column.${meaning}`)}
            options={[{ id: NONE, label: t("import.none") }, ...options]}
            value={request.columns[meaning] === null ? NONE : String(request.columns[meaning])}
            onChange={(key) => pick(meaning, key)}
            testId={`column-${meaning}`}
          />
        ))}
      </div>
      <Flag label={t("import.headed")} on={request.headed} onChange={(headed) => onDesired({ ...request, headed })} />
      <Preview view={view} />
      <div className={css.presumed}>
        <Pick
          label={t("import.integration")}
          options={(profile?.integrations ?? []).map((id) => ({ id, label: id }))}
          value={request.integration}
          onChange={(integration) => onDesired({ ...request, integration })}
          placeholder={t("plan.noIntegration")}
          testId="import-integration"
        />
        <Options
          title={t("import.options")}
          flags={request.flags}
          onChange={(flags) => onDesired({ ...request, flags })}
        />
      </div>
    </>
  );
}
