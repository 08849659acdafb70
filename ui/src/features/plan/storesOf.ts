import type { Platform } from "../../api";

const PAGE = 1000;

/** The ids of all stores of a run. */
export async function storesOf(platform: Platform, operation: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let offset = 0; ; offset += PAGE) {
    const { total, rows } = await platform.operationStores(operation, null, offset, PAGE);
    for (const { store } of rows) ids.add(store);
    if (offset + PAGE >= total || rows.length === 0) return ids;
  }
}
