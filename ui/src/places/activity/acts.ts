import type { WordId, Words } from "../../words";

/** Acts the record knows; one it does not know yet is shown as it is written there. */
const ACTS: Record<string, WordId> = {
  merchant_authorized: "act.merchant_authorized",
  authorization_failed: "act.authorization_failed",
  merchant_signed_out: "act.merchant_signed_out",
  operation_started: "act.operation_started",
  operation_stopped: "act.operation_stopped",
  drift_seen: "act.drift_seen",
  operation_undone: "act.operation_undone",
  operation_paused: "act.operation_paused",
  operation_resumed: "act.operation_resumed",
  webhook_registered: "act.webhook_registered",
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
};

export function actWord(act: string, t: Words["t"]): string {
  return act in ACTS ? t(ACTS[act]) : act;
}
