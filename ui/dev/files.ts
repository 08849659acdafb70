import type { Platform } from "../src/api";
import type { ImportRequest, ImportVerdict, ImportView, RowVerdict, Saved } from "../src/api/types";
import type { MadeColumns } from "./stores";

type Parts =
  | "importFile"
  | "importJudge"
  | "importRows"
  | "closeImport"
  | "saveRefused"
  | "exportStores"
  | "exportPlan"
  | "showSaved"
  | "openSaved";

const saved = (name: string): Saved => ({ id: 0, name, folder: "/home/duena/Downloads" });

/** Files of the pretended shell: semicolons, a header, the id in the first column; no quotes. */
export function fileParts(columns: MadeColumns): Pick<Platform, Parts> & { stores(group: number): string[] } {
  let name = "";
  let lines: string[][] = [];
  let request: ImportRequest | null = null;
  const judged = (): ImportVerdict[] => {
    const seen = new Map<string, number>();
    return lines.slice(1).map(([store, called = ""], index) => {
      const line = index + 2;
      const restored = store.endsWith(".0") ? store.slice(0, -2) : null;
      if (restored !== null && columns.ids.indexOf(restored) >= 0) {
        const verdict = request?.acceptChanged ? "changed_accepted" : "id_changed";
        return { line, store, name: called, verdict, about: restored };
      }
      const row = columns.ids.indexOf(store);
      const first = seen.get(store);
      if (first === undefined) seen.set(store, line);
      const verdict: RowVerdict =
        first !== undefined
          ? "duplicate"
          : row < 0
            ? "unknown_store"
            : columns.state[row] === 1
              ? "already_ours"
              : "ready";
      return { line, store, name: called, verdict, about: first === undefined ? null : String(first) };
    });
  };
  const goes = (verdict: RowVerdict) => verdict === "ready" || verdict === "changed_accepted";
  const ready = () => judged().filter(({ verdict }) => goes(verdict));
  /** Ids in the first column and, of the same stores, none of their names in the second. */
  const contradiction = () => {
    const named = lines
      .slice(1)
      .filter(([store, called]) => columns.ids.indexOf(store) >= 0 && called === "otra tienda");
    return named.length > 0 && request?.columns.name === 1 ? { rows: named.length, of: lines.length - 1 } : null;
  };
  const view = (): ImportView => {
    const rows = judged();
    const kinds = [...new Set(rows.map(({ verdict }) => verdict))];
    const now = request as ImportRequest;
    const stores = ready().length;
    return {
      id: "file",
      name,
      encoding: "windows1252",
      sheets: [],
      damaged: false,
      removed: [],
      delimiter: ";",
      request: now,
      titles: lines[0],
      width: lines[0].length,
      preview: lines.slice(1, 9).map((cells, index) => ({ line: index + 2, cells })),
      rows: rows.length,
      counts: kinds.map((verdict) => ({
        verdict,
        rows: rows.filter((row) => row.verdict === verdict).length,
        goes: goes(verdict),
      })),
      rivals: [],
      overruled: null,
      contradiction: contradiction(),
      changed: rows.filter(({ verdict }) => verdict === "id_changed").length,
      groups:
        stores > 0 && !contradiction()
          ? [{ integration: now.integration ?? "pos-co-01", flags: now.flags, stores }]
          : [],
    };
  };
  return {
    stores: () => ready().map(({ store, verdict, about }) => (verdict === "ready" ? store : (about ?? store))),
    importFile: async (_, file) => {
      name = file.name;
      lines = (await file.text()).split("\n").map((line) => line.split(";"));
      const none = { integration: null, pingActive: null, getMenuActive: null, cancellationEvents: null, status: null };
      const flags = { pingActive: false, getMenuActive: false, cancellationEvents: false, status: "INACTIVE" } as const;
      request = {
        headed: true,
        columns: { id: 0, name: 1, ...none },
        integration: "pos-co-01",
        flags,
        sheet: null,
        acceptChanged: false,
      };
      return view();
    },
    importJudge: async (_, next) => {
      request = next;
      return view();
    },
    importRows: async (_, verdict, offset, limit) => {
      const rows = judged().filter((row) => verdict === null || row.verdict === verdict);
      return { total: rows.length, rows: rows.slice(offset, offset + limit) };
    },
    closeImport: async () => null,
    saveRefused: async (_, __, format) => saved(`tiendas-refused.${format}`),
    exportStores: async (_, __, ___, format) => saved(`gangway-stores-sertester-2026-11-22-1436.${format}`),
    exportPlan: async (_, format) => saved(`gangway-plan-sertester-2026-11-22-1436.${format}`),
    showSaved: async () => null,
    openSaved: async () => null,
  };
}
