import type { Platform } from "../src/api";
import type { Change, StoreDelta } from "../src/api/types";
import { failure } from "./failure";
import { FakeOperation } from "./operation";
import type { Wanted } from "./platform";
import { type makeColumns, sent } from "./stores";

type Given = {
  wanted: Wanted;
  columns: ReturnType<typeof makeColumns>;
  emit(...changes: Change[]): void;
  /** The stores of a file that was read. */
  fileStores(group: number): string[];
  isRegistered(integration: string): boolean;
};

/** The stores of the merchant, plans and runs. */
export function provisioningParts({ wanted, columns, emit, fileStores, isRegistered }: Given) {
  const { now } = wanted;
  const log: StoreDelta["rows"] = [];
  const operations: FakeOperation[] = [];
  const move = (rows: StoreDelta["rows"]) => {
    for (const row of rows) {
      columns.state[row.row] = row.state;
      log.push(row);
    }
    columns.revision = 1 + log.length;
  };
  const rowsOf = (source: Parameters<Platform["plan"]>[0]["source"]): number[] => {
    if (source.kind === "selection")
      return source.selection.ranges.flatMap(([from, to]) =>
        Array.from({ length: to - from }, (_, step) => from + step),
      );
    if (source.kind === "import") return fileStores(source.group).map((id) => columns.ids.indexOf(id));
    if (source.kind === "stores") return source.stores.map((id) => columns.ids.indexOf(id));
    const before = operations.find(({ id }) => id === source.operation);
    const state = source.kind === "failed_of" ? "failed" : "planned";
    return before ? before.stores.filter((store) => store.state === state).map(({ row }) => row) : [];
  };
  const tell = (id: string, state: FakeOperation["state"]): null => {
    const operation = operations.find((one) => one.id === id);
    if (operation) {
      const rests = operation.state === "holding" || operation.state === "paused";
      Object.assign(operation, { state, holdUntil: null });
      if (rests && state === "running") setTimeout(() => run(operation), wanted.pace ?? 300);
    }
    emit({ tag: "operation", merchant: "m1", operation: id });
    return null;
  };
  const run = (operation: FakeOperation) => {
    const rows = operation.step();
    move(rows);
    emit(
      { tag: "operation", merchant: "m1", operation: operation.id },
      { tag: "stores", merchant: "m1" },
      { tag: "merchants" },
    );
    if (operation.state === "running" || operation.state === "stopping")
      setTimeout(() => run(operation), wanted.pace ?? 1500);
  };
  return {
    refreshStores: async () => ({ stores: columns.ids.length, changed: 0, settled: 0 }),
    stores: async () => sent(columns),
    storeDelta: async (_, since) => ({
      version: columns.version,
      revision: columns.revision,
      rows: log.slice(since - 1),
    }),
    plan: async ({ source, integration }) => {
      const stores = rowsOf(source).length;
      const batches = Array.from({ length: Math.ceil(stores / 20) }, (_, index) => Math.min(20, stores - index * 20));
      const leftOut = columns.state.flatMap((state, row) => (state === 2 || state === 10 ? [row] : [])).slice(0, 3);
      return {
        stores,
        batches,
        waves: 1,
        integration,
        leftOutTotal: leftOut.length,
        seconds: 3,
        webhookReady: isRegistered(integration),
        fingerprint: JSON.stringify(rowsOf(source)),
        leftOut: leftOut.map((row) => ({
          store: columns.ids[row],
          name: columns.names[row],
          reason: columns.state[row] === 2 ? "other_integration" : "blank_name",
          rule: columns.state[row] === 2 ? "only_not_integrated" : "name_required",
          answer: columns.state[row] === 2 ? "409" : "missing_name",
          source: "Rappi, Self-Onboarding, Step 3",
        })),
      };
    },
    provision: async ({ source, integration, flags, kind, holdS }, seen) => {
      if (seen !== JSON.stringify(rowsOf(source))) throw failure("stale", "another plan");
      const rows = rowsOf(source).map((row) => ({ row, store: columns.ids[row], name: columns.names[row] }));
      if (rows.length === 0) throw failure("bad_input", "no stores");
      const operation = new FakeOperation(
        `op-${operations.length + 1}`,
        "m1",
        integration,
        flags,
        rows,
        now(),
        now,
        kind,
      );
      if (holdS > 0) Object.assign(operation, { state: "holding", holdUntil: now() + holdS * 1000 });
      operations.unshift(operation);
      move(rows.map(({ row }) => ({ row, state: 5, integration: null, note: null })));
      setTimeout(() => run(operation), wanted.pace ?? 300);
      emit({ tag: "stores", merchant: "m1" }, { tag: "operation", merchant: "m1", operation: operation.id });
      return operation.id;
    },
    stopOperation: async (id) => {
      const operation = operations.find((one) => one.id === id);
      if (operation?.state === "running") operation.state = "stopping";
      emit({ tag: "operation", merchant: "m1", operation: id });
      return null;
    },
    pauseOperation: async (id) => tell(id, "pausing"),
    resumeOperation: async (id) => tell(id, "running"),
    beginOperation: async (id) => tell(id, "running"),
    undoOperation: async (id) => tell(id, "undone"),
    operations: async () => operations.map(({ row }) => row),
    operation: async (id) => {
      const operation = operations.find((one) => one.id === id);
      if (!operation) throw failure("not_found", id);
      return structuredClone(operation.view);
    },
    operationStores: async (id, outcome, offset, limit) => {
      const rows =
        operations.find((one) => one.id === id)?.stores.filter(({ state }) => outcome === null || state === outcome) ??
        [];
      return structuredClone({ total: rows.length, rows: rows.slice(offset, offset + limit) });
    },
    storeLatest: async (_, id) => {
      for (const { row, view, stores } of operations) {
        const store = stores.find((one) => one.store === id);
        if (store) {
          const sentAt = view.batches[store.batch]?.sentAt ?? null;
          return structuredClone({ operation: row.id, integration: row.integration, flags: view.flags, store, sentAt });
        }
      }
      return null;
    },
  } satisfies Partial<Platform>;
}
