import type { Words } from "../../i18n";
import type { StoreTree } from "../../tree/model";
import { rowState } from "./rowState";

/** The chosen stores as cells: name, id, brand, state. */
export function checkedRows(tree: StoreTree, words: Words): string[][] {
  const { ids, names, brands, brand } = tree.columns;
  return tree.selection.ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from }, (_, step) => {
      const row = from + step;
      return [names.of(row).trim(), ids.of(row), brands[brand[row]] ?? "", rowState(tree, row, words).word];
    }),
  );
}
