import { copyText } from "../components/copy";
import { useNotices } from "../components/notices/notices";
import { idOf, rowOf, shownRows } from "../components/rows";
import { useAct } from "../components/useAct";
import { useWords } from "../i18n";
import { useRowSources } from "../navigation/rowCopy";
import { tsv } from "../navigation/tsv";
import { useCommands } from "../navigation/useCommands";

/** Copies of a row: its id, or the chosen rows as a table. */
export function useRowCopy() {
  const { t, number } = useWords();
  const { done } = useNotices();
  const sources = useRowSources();
  const [copy] = useAct(async (text: string, said: string) => {
    await copyText(text);
    done(said);
  });
  const copyId = (row: HTMLElement) => copy(idOf(row), t("copy.doneId", { id: idOf(row) }));
  const copyRows = (row: HTMLElement) => {
    const source = [...sources].find(({ element }) => element.current?.contains(row));
    const chosen = source?.rows() ?? [];
    const rows = chosen.length > 0 ? chosen : shownRows(row);
    copy(tsv(rows), t("copy.doneRows", { count: rows.length, number: number(rows.length) }));
  };
  return { copyId, copyRows };
}

/** `Ctrl+C` and `Ctrl+Shift+C` on the row that has the focus; a text that is marked goes first. */
export function useRowCopyKeys({ copyId, copyRows }: ReturnType<typeof useRowCopy>): void {
  const onRow = (act: (row: HTMLElement) => void) => () => {
    const row = rowOf(document.activeElement);
    if (!row || (getSelection()?.toString() ?? "") !== "") return false;
    act(row);
    return true;
  };
  useCommands({ copyId: onRow(copyId), copyRows: onRow(copyRows) });
}
