import type { WordId, Words } from "../../words";

/** Acts the record knows; one it does not know yet is shown as it is written there. */
const ACTS: Record<string, WordId> = {
  merchant_authorized: "act.merchant_authorized",
  authorization_failed: "act.authorization_failed",
  merchant_signed_out: "act.merchant_signed_out",
  operation_started: "act.operation_started",
  operation_stopped: "act.operation_stopped",
  operation_ended: "act.operation_ended",
  operation_repeated: "act.operation_repeated",
  outcomes_asked: "act.outcomes_asked",
  stores_exported: "act.stores_exported",
  plan_exported: "act.plan_exported",
  review_exported: "act.review_exported",
  activity_exported: "act.activity_exported",
  drift_seen: "act.drift_seen",
  operation_undone: "act.operation_undone",
  operation_paused: "act.operation_paused",
  operation_resumed: "act.operation_resumed",
  webhook_registered: "act.webhook_registered",
  merchant_reminded: "act.merchant_reminded",
  deliveries_retried: "act.deliveries_retried",
  deliveries_reverified: "act.deliveries_reverified",
  rotation_started: "act.rotation_started",
  rotation_confirmed: "act.rotation_confirmed",
  old_secret_dropped: "act.old_secret_dropped",
  dispute_answered: "act.dispute_answered",
  dispute_opened_again: "act.dispute_opened_again",
  activity_end_accepted: "act.activity_end_accepted",
  snapshot_kept: "act.snapshot_kept",
  snapshot_renamed: "act.snapshot_renamed",
  snapshot_removed: "act.snapshot_removed",
  review_signed_off: "act.review_signed_off",
  profile_changed: "act.profile_changed",
  client_secret_replaced: "act.client_secret_replaced",
  subscription_created: "act.subscription_created",
  subscription_changed: "act.subscription_changed",
  subscription_removed: "act.subscription_removed",
  subscription_adopted: "act.subscription_adopted",
  subscription_restored: "act.subscription_restored",
  subscription_given_up: "act.subscription_given_up",
  subscription_secret_shown: "act.subscription_secret_shown",
  address_called: "act.address_called",
  business_made: "act.business_made",
  business_changed: "act.business_changed",
  business_removed: "act.business_removed",
  personal_data_shown: "act.personal_data_shown",
  api_key_replaced: "act.api_key_replaced",
  webhook_secret_stored: "act.webhook_secret_stored",
  sending_switched: "act.sending_switched",
  notification_bounced: "act.notification_bounced",
  notification_sent_by_hand: "act.notification_sent_by_hand",
  notification_not_to_be_sent: "act.notification_not_to_be_sent",
  merchant_muted: "act.merchant_muted",
  template_changed: "act.template_changed",
  proxy_password_replaced: "act.proxy_password_replaced",
  proxy_password_removed: "act.proxy_password_removed",
  telling_secret_replaced: "act.telling_secret_replaced",
  telling_secret_shown: "act.telling_secret_shown",
  way_tried: "act.way_tried",
  content_removed: "act.content_removed",
  personal_data_erased: "act.personal_data_erased",
};

export function actWord(act: string, t: Words["t"]): string {
  return act in ACTS ? t(ACTS[act]) : act;
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
  "finding.cut_off": "fact.finding.cutOff",
  "finding.rewritten": "fact.finding.rewritten",
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
