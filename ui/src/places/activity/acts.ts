import type { WordId, Words } from "../../words";

/** Acts the record knows; one it does not know yet is shown as it is written there. */
const ACTS: Record<string, WordId> = {
  merchant_authorized: "act.merchant_authorized",
  authorization_started: "act.authorization_started",
  authorization_failed: "act.authorization_failed",
  authorization_cancelled: "act.authorization_cancelled",
  merchant_signed_out: "act.merchant_signed_out",
  stores_refreshed: "act.stores_refreshed",
  operation_started: "act.operation_started",
  operation_stopped: "act.operation_stopped",
  operation_finished: "act.operation_finished",
  operation_halted: "act.operation_halted",
  operation_interrupted: "act.operation_interrupted",
  webhook_registered: "act.webhook_registered",
  webhook_updated: "act.webhook_updated",
  profile_created: "act.profile_created",
  profile_opened: "act.profile_opened",
  profile_saved: "act.profile_saved",
  secret_replaced: "act.secret_replaced",
};

export function actWord(act: string, t: Words["t"]): string {
  return act in ACTS ? t(ACTS[act]) : act;
}
