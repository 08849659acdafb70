/** What a spreadsheet would take for a formula. */
const FORMULA = /^(?:[=+@]|-(?![\d.,]+$))/;

/** Rows as spreadsheets take them from the clipboard: a cell is one line, and never a formula. */
export function tsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const line = text.replace(/\s+/g, " ").trim();
    return FORMULA.test(line) && line.length > 1 ? `'${line}` : line;
  };
  return rows.map((cells) => cells.map(cell).join("\t")).join("\n");
}
