import type {
  BatchRow,
  Cause,
  Counts,
  Flags,
  OperationRow,
  OperationStore,
  OperationView,
  StoreDelta,
} from "../src/api/types";

const STATE: Record<OperationStore["state"], number> = {
  planned: 5,
  sending: 6,
  accepted: 7,
  unknown: 8,
  overdue: 9,
  confirmed: 1,
  failed: 3,
  rejected: 4,
  no_result: 11,
};

/** A pretended run: batches go out one after the other, results come a little later. */
export class FakeOperation {
  readonly stores: (OperationStore & { row: number })[];
  readonly batches: BatchRow[];
  state: OperationRow["state"] = "running";
  endedAt: number | null = null;
  holdUntil: number | null = null;
  private next = 0;

  constructor(
    readonly id: string,
    readonly merchant: string,
    readonly integration: string,
    readonly flags: Flags,
    rows: { row: number; store: string; name: string }[],
    readonly startedAt: number,
    private readonly now: () => number,
    readonly kind: OperationRow["kind"] = "provision",
  ) {
    this.stores = rows.map((row, index) => ({
      ...row,
      state: "planned",
      batch: Math.floor(index / 20),
      batchId: null,
      answer: null,
      code: null,
      message: null,
      settledBy: null,
      askedBy: null,
      delivery: null,
      at: null,
    }));
    this.batches = Array.from({ length: Math.ceil(rows.length / 20) }, (_, index) => ({
      index,
      batchId: null,
      stores: Math.min(20, rows.length - index * 20),
      sentAt: null,
      answer: null,
      answerMs: null,
      result: "not_sent",
      message: null,
    }));
  }

  /** One step in the life of the run; the rows it moved. */
  step(): StoreDelta["rows"] {
    const moved: (typeof this.stores)[number][] = [];
    if (this.state === "holding" || this.state === "paused" || this.state === "undone") return [];
    if (this.state === "pausing") this.state = "paused";
    const batch = this.batches[this.next];
    const before = this.batches[this.next - 1];
    if (before && before.result === "waiting") {
      for (const store of this.stores.filter(({ batch: of }) => of === before.index)) {
        const index = this.stores.indexOf(store);
        const bad = index % 17 === 3;
        store.state = bad ? "failed" : "confirmed";
        store.code = bad ? 424 : 201;
        store.message = bad ? "Partners service is unavailable" : null;
        store.settledBy = "webhook";
        store.delivery = 4;
        store.at = this.now();
        moved.push(store);
      }
      before.result = "verified";
    }
    if (batch && this.state === "running") {
      const lost = this.next % 3 === 1;
      batch.sentAt = this.now();
      batch.answer = lost ? "reset" : "202";
      batch.answerMs = lost ? 2104 : 412;
      batch.batchId = lost ? null : `550e84${String(this.next).padStart(2, "0")}-e29b-41d4-a716-446655440000`;
      batch.result = lost ? "asking" : "waiting";
      for (const store of this.stores.filter(({ batch: of }) => of === batch.index)) {
        store.state = lost ? "unknown" : "accepted";
        store.batchId = batch.batchId;
        store.answer = batch.answer;
        moved.push(store);
      }
      this.next++;
    } else if (this.state !== "finished" && this.state !== "stopped") {
      this.state = this.state === "stopping" ? "stopped" : "finished";
      this.endedAt = this.now();
    }
    return moved.map(({ row, state, code, message }) => ({
      row,
      state: state === "confirmed" && this.kind === "deprovision" ? 0 : STATE[state],
      integration: state === "confirmed" && this.kind === "provision" ? this.integration : null,
      note: state === "failed" ? `${code} ${message}` : state === "confirmed" ? "201" : null,
    }));
  }

  get counts(): Counts {
    const counts: Counts = {
      planned: 0,
      sending: 0,
      accepted: 0,
      unknown: 0,
      overdue: 0,
      confirmed: 0,
      failed: 0,
      rejected: 0,
      no_result: 0,
      total: this.stores.length,
    };
    for (const { state } of this.stores) counts[state]++;
    return counts;
  }
  get row(): OperationRow {
    const { id, merchant, integration, state, startedAt, endedAt, counts } = this;
    return {
      id,
      merchant,
      merchantName: "Grupo Sertester",
      kind: this.kind,
      integration,
      state,
      halt: null,
      repeatsLeft: 2,
      repeated: 0,
      startedAt,
      endedAt,
      holdUntil: this.holdUntil,
      counts,
    };
  }
  get view(): OperationView {
    const { failed, unknown, planned } = this.counts;
    const causes: Cause[] = [];
    if (failed > 0)
      causes.push({
        outcome: "failed",
        code: "424",
        message: "Partners service is unavailable",
        stores: failed,
        advice: "retry",
      });
    if (unknown > 0)
      causes.push({ outcome: "unknown", code: "reset", message: "connection reset", stores: unknown, advice: "wait" });
    if (planned > 0) causes.push({ outcome: "unsent", code: "", message: "", stores: planned, advice: "retry" });
    const left = this.batches.length - this.next;
    return {
      row: this.row,
      flags: this.flags,
      batches: this.batches,
      causes,
      secondsLeft: left > 0 ? left * 10 : null,
    };
  }
}
