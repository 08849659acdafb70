import type { StoreTree } from "./model";
import { foldText } from "./structure";

export type Key = { key: string; shift: boolean; ctrl: boolean; page: number; typed: string };
export type Act = { focus: number } | { open: number } | "handled" | null;

const NEXT: Record<string, (at: number, last: number, page: number) => number> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_, last) => last,
  PageDown: (at, _, page) => at + page,
  PageUp: (at, _, page) => at - page,
};

/** The row the focus stands on; when a filter hid it, the next visible one above. */
export function focusedRow(tree: StoreTree): number {
  const { position, rows } = tree.visible;
  for (let row = Math.min(tree.focused, tree.structure.size - 1); row >= 0; row--) if (position[row] >= 0) return row;
  return rows.length > 0 ? rows[0] : -1;
}

function typeAhead(tree: StoreTree, from: number, typed: string): number {
  const { rows, position } = tree.visible;
  const start = position[from] + (typed.length === 1 ? 1 : 0);
  const wanted = foldText(typed);
  for (let step = 0; step < rows.length; step++) {
    const row = rows[(start + step) % rows.length];
    if (foldText(tree.columns.names.of(row)).startsWith(wanted)) return row;
  }
  return from;
}

function siblings(tree: StoreTree, row: number): number[] {
  const parent = tree.structure.parent[row];
  const [from, to] = parent < 0 ? [0, tree.structure.size] : [parent + 1, tree.structure.end[parent]];
  const found: number[] = [];
  for (let at = from; at < to; at = tree.structure.end[at]) if (tree.hasChildren(at)) found.push(at);
  return found;
}

function sideways(tree: StoreTree, row: number, key: string): Act {
  const parent = tree.hasChildren(row);
  const { parent: parents, end } = tree.structure;
  if (key === "ArrowRight") {
    if (!parent) return "handled";
    if (tree.isOpen(row)) {
      const below = tree.visible.rows[tree.visible.position[row] + 1];
      return below !== undefined && below < end[row] ? { focus: below } : "handled";
    }
    tree.setOpen([row], true);
    return "handled";
  }
  if (parent && tree.isOpen(row)) {
    tree.setOpen([row], false);
    return "handled";
  }
  return parents[row] >= 0 ? { focus: parents[row] } : "handled";
}

/** The keyboard table of the treegrid pattern. Changes the tree; says where the focus goes or which store to open. */
export function onTreeKey(tree: StoreTree, anchor: number, { key, shift, ctrl, page, typed }: Key): Act {
  const row = focusedRow(tree);
  if (row < 0) return null;
  const { rows, position } = tree.visible;
  const move = NEXT[key];
  if (move) {
    const last = rows.length - 1;
    const to = rows[Math.max(0, Math.min(last, move(position[row], last, page)))];
    if (shift) tree.checkBetween(ctrl ? anchor : row, to);
    return { focus: to };
  }
  if (key === "ArrowRight" || key === "ArrowLeft") return sideways(tree, row, key);
  if (key === " " && !typed.trim()) {
    if (shift) tree.checkBetween(anchor, row);
    else tree.toggle(row);
    return "handled";
  }
  if (ctrl && key.toLowerCase() === "a") {
    tree.checkAll();
    return "handled";
  }
  if (key === "Enter") {
    if (!tree.hasChildren(row) || shift) return { open: row };
    tree.setOpen([row], !tree.isOpen(row));
    return "handled";
  }
  if (key === "*" && !typed) {
    tree.setOpen(siblings(tree, row), true);
    return "handled";
  }
  if (typed && !ctrl) return { focus: typeAhead(tree, row, typed) };
  return null;
}
