import { Bits } from "./bits";
import type { Structure } from "./structure";

/** Rows that match, and with them their ancestors, so that a hit is never without its place. */
export function withAncestors(structure: Structure, hits: Bits): Bits {
  const shown = new Bits(structure.size);
  shown.words.set(hits.words);
  for (let row = structure.size - 1; row >= 0; row--) {
    const parent = structure.parent[row];
    if (parent >= 0 && shown.has(row)) shown.add(parent);
  }
  return shown;
}

export type Visible = {
  rows: Int32Array;
  /** Where a row stands among the visible ones, or -1. */
  position: Int32Array;
  /** Place among the visible siblings, from 1; how many there are. */
  place: Int32Array;
  siblings(row: number): number;
};

/** The rows on the screen, in order: those shown, below open parents only. */
export function visibleRows(structure: Structure, shown: Bits | null, isOpen: (row: number) => boolean): Visible {
  const { size, parent, end } = structure;
  const rows = new Int32Array(size);
  const position = new Int32Array(size).fill(-1);
  const place = new Int32Array(size);
  const count = new Int32Array(size + 1);
  let length = 0;
  let row = 0;
  while (row < size) {
    if (shown && !shown.has(row)) {
      row = end[row];
      continue;
    }
    position[row] = length;
    rows[length++] = row;
    place[row] = ++count[parent[row] + 1];
    row = end[row] > row + 1 && !isOpen(row) ? end[row] : row + 1;
  }
  return { rows: rows.subarray(0, length), position, place, siblings: (of) => count[parent[of] + 1] };
}
