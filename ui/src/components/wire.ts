import type {
  AttemptState,
  BatchRow,
  Cause,
  DisputeRow,
  DriftRow,
  LeftOut,
  OperationRow,
  OperationState,
  OperationStore,
  RowVerdict,
  Verdict,
} from "../api/types";
import type { WordId, Words } from "../i18n";
import type { StoreState } from "../tree/states";
import type { IconName } from "./Icon";
import type { Tone } from "./State";

export type Shown = { tone: Tone; icon: IconName; word: WordId };

const shown = (tone: Tone, icon: IconName, word: WordId): Shown => ({ tone, icon, word });

/** One table for each kind of state: what it looks like and what it is called, the same everywhere. */
export const STORE: Record<StoreState, Shown> = {
  not_integrated: shown("off", "ring", "store.not_integrated"),
  ours: shown("ok", "check", "store.ours"),
  other: shown("off", "lock", "store.other"),
  failed: shown("bad", "cross", "store.failed"),
  rejected: shown("bad", "cross", "store.rejected"),
  planned: shown("off", "ring", "store.planned"),
  sending: shown("run", "sync", "store.sending"),
  accepted: shown("run", "sync", "store.accepted"),
  unknown: shown("doubt", "doubt", "store.unknown"),
  overdue: shown("late", "clock", "store.overdue"),
  blank_name: shown("off", "ring", "store.blank_name"),
  no_result: shown("late", "cross", "store.no_result"),
};

export type Outcome = OperationStore["state"];
export const OUTCOME: Record<Outcome, Shown> = {
  confirmed: shown("ok", "check", "outcome.confirmed"),
  failed: shown("bad", "cross", "outcome.failed"),
  rejected: shown("bad", "cross", "outcome.rejected"),
  no_result: shown("late", "cross", "outcome.no_result"),
  unknown: shown("doubt", "doubt", "outcome.unknown"),
  overdue: shown("late", "clock", "outcome.overdue"),
  sending: shown("run", "sync", "outcome.sending"),
  accepted: shown("run", "sync", "outcome.accepted"),
  planned: shown("off", "ring", "outcome.planned"),
};
export const OUTCOMES = Object.keys(OUTCOME) as Outcome[];

export const BATCH: Record<BatchRow["result"], Shown> = {
  not_sent: shown("off", "ring", "batch.not_sent"),
  waiting: shown("run", "sync", "batch.waiting"),
  verified: shown("ok", "check", "batch.verified"),
  partly: shown("run", "sync", "batch.partly"),
  asking: shown("doubt", "doubt", "batch.asking"),
  status_call: shown("ok", "check", "batch.status_call"),
  refused: shown("bad", "cross", "batch.refused"),
};

export const CAUSE: Record<Cause["outcome"], Shown> = {
  failed: OUTCOME.failed,
  rejected: OUTCOME.rejected,
  no_result: OUTCOME.no_result,
  unknown: OUTCOME.unknown,
  overdue: OUTCOME.overdue,
  unsent: shown("off", "ring", "outcome.planned"),
};

const OPERATION: Record<OperationState, Shown> = {
  holding: shown("late", "clock", "operation.holding"),
  running: shown("run", "sync", "operation.running"),
  pausing: shown("run", "sync", "operation.pausing"),
  paused: shown("late", "clock", "operation.paused"),
  undone: shown("off", "ring", "operation.undone"),
  stopping: shown("run", "sync", "operation.stopping"),
  waiting: shown("run", "sync", "operation.waiting"),
  finished: shown("ok", "check", "operation.finished"),
  stopped: shown("off", "ring", "operation.stopped"),
  interrupted: shown("doubt", "doubt", "operation.interrupted"),
  halted: shown("bad", "cross", "operation.halted"),
};

/** How a run stands: one that finished with something left over never looks like one that did not. */
export function operationState(
  { state, counts }: Pick<OperationRow, "state" | "counts">,
  { t, number }: Words,
): { tone: Tone; icon: IconName; word: string } {
  const { tone, icon, word } = OPERATION[state];
  const failed = counts.failed + counts.rejected;
  const unknown = counts.unknown + counts.overdue;
  if (state !== "finished" || failed + unknown === 0) return { tone, icon, word: t(word) };
  const what = [
    failed > 0 ? t("operation.failedCount", { count: failed, number: number(failed) }) : "",
    unknown > 0 ? t("operation.unknownCount", { count: unknown, number: number(unknown) }) : "",
  ].filter(Boolean);
  return { tone: "doubt", icon: "doubt", word: t("operation.finishedWith", { what: what.join(" · ") }) };
}

export const DRIFT: Record<DriftRow["change"], Shown> = {
  added: shown("run", "plus", "difference.added"),
  removed: shown("off", "cross", "difference.removed"),
  renamed: shown("off", "note", "difference.renamed"),
  moved: shown("off", "arrow", "difference.moved"),
  integrated: shown("late", "plug", "drift.integrated"),
  released: shown("bad", "unlock", "difference.released"),
  changed_hands: shown("bad", "sync", "difference.changedHands"),
};

export const DISPUTE: Record<DisputeRow["state"], Shown> = {
  overdue: shown("bad", "clock", "need.dispute_overdue"),
  due_soon: shown("late", "clock", "need.dispute_due_soon"),
  open: shown("run", "clock", "said.state.open"),
  undated: shown("off", "clock", "said.state.undated"),
  answered: shown("ok", "check", "said.state.answered"),
};

export const VERDICT: Record<Verdict, Shown> = {
  verified: shown("ok", "check", "verdict.verified"),
  rejected: shown("bad", "cross", "verdict.rejected"),
};

export const ROW: Record<RowVerdict, Shown> = {
  ready: shown("ok", "check", "row.ready"),
  name_differs: shown("late", "check", "row.name_differs"),
  changed_accepted: shown("late", "check", "row.changed_accepted"),
  id_changed: shown("doubt", "doubt", "row.id_changed"),
  name_contradicts: shown("bad", "cross", "row.name_contradicts"),
  broken_quote: shown("bad", "cross", "row.broken_quote"),
  too_many_cells: shown("bad", "cross", "row.too_many_cells"),
  empty_id: shown("bad", "cross", "row.empty_id"),
  duplicate: shown("bad", "copy", "row.duplicate"),
  unknown_store: shown("bad", "cross", "row.unknown_store"),
  already_ours: shown("off", "check", "row.already_ours"),
  other_integration: shown("off", "lock", "row.other_integration"),
  blank_name: shown("bad", "cross", "row.blank_name"),
  in_progress: shown("run", "sync", "row.in_progress"),
  unknown_outcome: shown("doubt", "doubt", "row.unknown_outcome"),
  integration_unknown: shown("bad", "cross", "row.integration_unknown"),
  integration_missing: shown("bad", "cross", "row.integration_missing"),
  flag_unreadable: shown("bad", "cross", "row.flag_unreadable"),
};

export const ATTEMPT: Record<AttemptState["kind"], Shown> = {
  waiting: shown("run", "sync", "attempt.waiting"),
  exchanging: shown("run", "sync", "attempt.exchanging"),
  question: shown("doubt", "doubt", "attempt.question"),
  done: shown("ok", "check", "attempt.done"),
  failed: shown("bad", "cross", "attempt.failed"),
  cancelled: shown("off", "ring", "attempt.cancelled"),
  expired: shown("late", "clock", "attempt.expired"),
};

export const LEFT_OUT: Record<LeftOut, WordId> = {
  already_ours: "leftOut.already_ours",
  other_integration: "leftOut.other_integration",
  blank_name: "leftOut.blank_name",
  in_progress: "leftOut.in_progress",
  unknown_outcome: "leftOut.unknown_outcome",
  not_integrated: "leftOut.not_integrated",
  integrated_children: "leftOut.integrated_children",
  not_owned: "leftOut.not_owned",
  held_by_colleague: "leftOut.held_by_colleague",
};
