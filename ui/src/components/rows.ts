const ROWS = "main :is([role=row][data-id], [role=row][data-store], [role=option][data-id])";

/** The row that something in the page belongs to. */
export function rowOf(element: Element | null): HTMLElement | null {
  const row = element?.closest<HTMLElement>("[role=row], [role=option]") ?? null;
  return row?.matches(ROWS) ? row : null;
}

/** The first row of what the place lists. */
export const firstRow = (): HTMLElement | null => document.querySelector<HTMLElement>(ROWS);

/** The id by which support and providers know it. */
export const idOf = (row: HTMLElement): string => row.dataset.store ?? row.dataset.id ?? "";

const cellsOf = (row: HTMLElement): string[] => {
  const cells = [...row.querySelectorAll<HTMLElement>("[role=gridcell], [role=rowheader]")];
  return cells.length === 0 ? [row.textContent ?? ""] : cells.map(({ textContent }) => textContent ?? "");
};

/** The chosen rows of the list that a row is in, or else the row alone, as they are shown. */
export function shownRows(row: HTMLElement): string[][] {
  const list = row.closest("[role=grid], [role=treegrid], [role=listbox]");
  const chosen = [...(list?.querySelectorAll<HTMLElement>("[aria-selected=true]") ?? [])];
  return (chosen.includes(row) ? chosen : [row]).map(cellsOf);
}

/** Opens a row as a press does; a line of the tree opens by its name. */
export function openRow(row: HTMLElement): void {
  row.focus();
  (row.querySelector<HTMLElement>("[data-part=name]") ?? row).click();
}
