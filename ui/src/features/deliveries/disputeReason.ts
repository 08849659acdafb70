import type { DisputeReason } from "../../api/types";
import type { Words } from "../../i18n";

/** Why a buyer disputes; a reason that is new is shown as it came. */
export const disputeReason = (reason: DisputeReason, t: Words["t"]): string =>
  typeof reason === "string" ? t(`dispute.${reason}`) : reason.other;
