import type { StoreColumns } from "../api/types";
import type { Bits } from "./bits";

type Ids = StoreColumns["ids"];

/** The store ids of some rows: rows are others after a refresh, ids are not. */
export function idsOf(ids: Ids, rows: Bits): Set<string> {
  const found = new Set<string>();
  for (const [from, to] of rows.ranges()) for (let row = from; row < to; row++) found.add(ids.of(row));
  return found;
}

/** The row of a store by its id, or -1. */
export function rowOf(ids: Ids, store: string): number {
  for (let row = 0; row < ids.length; row++) if (ids.of(row) === store) return row;
  return -1;
}
