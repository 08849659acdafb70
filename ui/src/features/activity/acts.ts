import type { ActKind } from "../../api/types";
import type { WordId, Words } from "../../i18n";

/** What was done; a word of another program is shown as it is written in the record. */
export function actWord({ act, written }: { act: ActKind | null; written: string }, t: Words["t"]): string {
  return act ? t(`act.${act}`) : written;
}

/** Facts that have a word; the others are keys of the profile's file, which are called the same in every language. */
const FACTS: Record<string, WordId> = {
  token_expires_at: "fact.token_expires_at",
  phase: "fact.phase",
  integration: "fact.integration",
  stores: "fact.stores",
  confirmed: "outcome.confirmed",
  failed: "outcome.failed",
  rejected: "outcome.rejected",
  no_result: "outcome.no_result",
  unknown: "outcome.unknown",
  overdue: "outcome.overdue",
  planned: "outcome.planned",
  settled: "fact.settled",
  file: "fact.file",
  requests: "fact.requests",
  kind: "fact.kind",
  event: "fact.event",
  url: "fact.url",
  secret_fingerprint: "fact.secret_fingerprint",
  secrets_taken: "fact.secrets_taken",
  answered: "fact.answered",
  audit_head: "fact.audit_head",
  tree_fingerprint: "fact.tree_fingerprint",
  integrated: "fact.integrated",
  name: "fact.name",
  finding: "fact.finding",
  accounts: "fact.accounts",
  erased_accounts: "fact.erased_accounts",
  erased_applications: "fact.erased_applications",
  erased_disputes: "fact.erased_disputes",
  erased_deliveries: "fact.erased_deliveries",
  erased_messages: "fact.erased_messages",
  removed_applications: "fact.removed_applications",
  removed_before: "fact.removed_before",
  removed_deliveries: "fact.removed_deliveries",
  removed_messages: "fact.removed_messages",
  outcome: "fact.outcome",
  owner: "fact.owner",
  due_at: "fact.due_at",
  tags: "fact.tags",
  snoozed_until: "fact.snoozed_until",
};

export function factWord(what: string, t: Words["t"]): string {
  return what in FACTS ? t(FACTS[what]) : what;
}

const VALUES: Record<string, WordId> = {
  "phase.holding": "operation.holding",
  "phase.running": "operation.running",
  "phase.waiting": "operation.waiting",
  "phase.finished": "operation.finished",
  "phase.stopped": "operation.stopped",
  "phase.halted": "operation.halted",
  "phase.interrupted": "operation.interrupted",
  "phase.paused": "operation.paused",
  "phase.undone": "operation.undone",
  "kind.provision": "operation.title.provision",
  "kind.deprovision": "operation.title.deprovision",
  "finding.cut_off": "fact.finding.cutOff",
  "finding.rewritten": "fact.finding.rewritten",
  "outcome.not_done": "fact.outcome.not_done",
  "answered.yes": "common.yes",
  "answered.no": "common.no",
};

/** How a fact was or is, as a person reads it; nothing is a dash. */
export function valueWord(what: string, value: string | null, { t, time }: Words): string {
  if (value === null) return "–";
  const word = VALUES[`${what}.${value}`];
  if (word) return t(word);
  if (what.endsWith("_at") && !Number.isNaN(Date.parse(value))) return time(Date.parse(value));
  return value;
}
