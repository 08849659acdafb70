import type { Cause, Counts, OperationState } from "../../api/types";
import type { Tone } from "../../components/State";
import type { Outcome } from "../../components/wire";

/** Settled: a provider said how it ended. Unknown and overdue are not. */
export function settledOf(counts: Counts): number {
  return counts.confirmed + counts.failed + counts.rejected + counts.no_result;
}

/** Lines of the count card, in reading order; those always shown keep their place when they are 0. */
export const COUNT_LINES: { state: Outcome; always: boolean }[] = [
  { state: "confirmed", always: true },
  { state: "failed", always: true },
  { state: "rejected", always: false },
  { state: "no_result", always: false },
  { state: "unknown", always: false },
  { state: "overdue", always: false },
  { state: "sending", always: false },
  { state: "accepted", always: true },
  { state: "planned", always: true },
];

export function segmentsOf(counts: Counts): { tone: Tone; amount: number }[] {
  const segments: { tone: Tone; amount: number }[] = [
    { tone: "ok", amount: counts.confirmed },
    { tone: "bad", amount: counts.failed + counts.rejected + counts.no_result },
    { tone: "doubt", amount: counts.unknown },
    { tone: "late", amount: counts.overdue },
    { tone: "run", amount: counts.accepted + counts.sending },
  ];
  return segments.filter(({ amount }) => amount > 0);
}

const OPEN: readonly OperationState[] = ["holding", "running", "pausing", "paused", "stopping", "waiting"];

/** Nothing more happens to it by itself. */
export function isOver(state: OperationState): boolean {
  return !OPEN.includes(state);
}

export function retryable(causes: Cause[]): number {
  return causes
    .filter((cause) => cause.advice === "retry" && ["failed", "rejected", "no_result"].includes(cause.outcome))
    .reduce((sum, cause) => sum + cause.stores, 0);
}
