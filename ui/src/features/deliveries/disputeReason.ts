import type { WordId, Words } from "../../i18n";

/** Reasons of Ratepay's document; a new one is shown as it came. */
const REASONS: Record<string, WordId> = {
  DEFEND: "dispute.DEFEND",
  ITEM_NOT_RECEIVED: "dispute.ITEM_NOT_RECEIVED",
  FRAUD: "dispute.FRAUD",
  ITEM_RETURNED: "dispute.ITEM_RETURNED",
};

export function disputeReason(reason: string, t: Words["t"]): string {
  return reason in REASONS ? t(REASONS[reason]) : reason;
}
