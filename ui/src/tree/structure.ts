import type { StoreColumns } from "../api/types";

/** What does not change between two refreshes: who is whose parent, in preorder. */
export type Structure = {
  size: number;
  parent: Int32Array;
  /** First row after the subtree of a row. */
  end: Int32Array;
  depth: Uint8Array;
};

export function buildStructure(parents: ArrayLike<number>): Structure {
  const size = parents.length;
  const parent = new Int32Array(parents);
  const end = new Int32Array(size);
  const depth = new Uint8Array(size);
  for (let row = 0; row < size; row++) depth[row] = parent[row] < 0 ? 0 : depth[parent[row]] + 1;
  for (let row = size - 1; row >= 0; row--) {
    if (end[row] === 0) end[row] = row + 1;
    const above = parent[row];
    if (above >= 0 && end[above] < end[row]) end[above] = end[row];
  }
  return { size, parent, end, depth };
}

const PLAIN = /^[\x20-\x7e]*$/;

/** Lower case without accents, so that "acai" finds "Açaí". */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** One folded text per row: name, id and brand. */
export function foldRows(columns: StoreColumns): string[] {
  const brands = columns.brands.map(foldText);
  const { names, ids, brand } = columns;
  const folded = (_: unknown, row: number) =>
    `${foldText(names.of(row))}\n${ids.of(row).toLowerCase()}\n${brands[brand[row]] ?? ""}`;
  return Array.from({ length: names.length }, folded);
}
