import { useState } from "react";
import type { ImportRequest, ImportView, RowVerdict, Saved, SheetFormat } from "../../api/types";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Note } from "../../components/Note";
import { SavedNote } from "../../components/SavedNote";
import { useAct } from "../../components/useAct";
import { ROW } from "../../components/wire";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import { ChangedNote } from "./ChangedNote";
import css from "./RowsStep.module.css";
import { VerdictList } from "./VerdictList";

type Props = { view: ImportView; stamp: number; onDesired(request: ImportRequest): void };

/** What becomes of every row, before anything runs. */
export function RowsStep({ view, stamp, onDesired }: Props) {
  const { t, number, language } = useWords();
  const platform = usePlatform();
  const [saved, setSaved] = useState<Saved | null>(null);
  const [only, setOnly] = useState<RowVerdict | null>(null);
  const [save, saving] = useAct(async (format: SheetFormat) =>
    setSaved(await platform.saveRefused(view.id, language, format)),
  );
  // What goes is what is in a group: nothing of a file that contradicts itself.
  const goes = view.groups.reduce((sum, group) => sum + group.stores, 0);
  const refused = view.rows - goes;
  return (
    <>
      <div className={css.head}>
        <p data-testid="import-summary">
          {t("import.summary", { ready: number(goes), count: goes, refused: number(refused), rest: refused })}
        </p>
        {refused > 0 && (
          <span className={css.chips}>
            <Button onPress={() => save("csv")} busy={saving} testId="import-save-refused">
              {t("import.saveRefused")}
            </Button>
            <Button onPress={() => save("xlsx")} busy={saving} testId="import-save-refused-xlsx">
              {t("import.saveRefusedXlsx")}
            </Button>
          </span>
        )}
      </div>
      <ChangedNote view={view} onDesired={onDesired} />
      {saved && <SavedNote saved={saved} opens={false} />}
      {view.contradiction && (
        <Note tone="bad" testId="import-contradiction">
          {t("import.contradiction", { rows: number(view.contradiction.rows), of: number(view.contradiction.of) })}
        </Note>
      )}
      {goes === 0 && !view.contradiction && <Note tone="doubt">{t("import.nothing")}</Note>}
      <div className={css.chips}>
        <Chip
          on={only === null}
          onChange={() => setOnly(null)}
          label={t("import.all")}
          count={number(view.rows)}
          testId="verdict-all"
        />
        {view.counts.map(({ verdict, rows }) => (
          <Chip
            key={verdict}
            on={only === verdict}
            onChange={(on) => setOnly(on ? verdict : null)}
            label={t(ROW[verdict].word)}
            count={number(rows)}
            testId={`verdict-${verdict}`}
          />
        ))}
      </div>
      <VerdictList
        key={only}
        file={view.id}
        stamp={stamp}
        only={only}
        total={view.counts.find((count) => count.verdict === only)?.rows ?? view.rows}
      />
    </>
  );
}
