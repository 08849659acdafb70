import type { InvitationRow, InvitationStage } from "../../api/types";
import type { IconName } from "../../components/Icon";
import type { Tone } from "../../components/State";

/** How the stage of an invitation looks. */
export const STAGE_LOOK: Record<InvitationStage, { tone: Tone; icon: IconName }> = {
  open: { tone: "run", icon: "link" },
  answered: { tone: "run", icon: "ring" },
  somebody_else: { tone: "late", icon: "doubt" },
  signed_in: { tone: "ok", icon: "check" },
  cancelled: { tone: "off", icon: "cross" },
  expired: { tone: "off", icon: "clock" },
  other: { tone: "off", icon: "doubt" },
};

/** An open link that did not work the last time is not simply open. */
export const isInTrouble = ({ stage, failure, declinedAt }: InvitationRow) =>
  stage === "open" && (failure !== null || declinedAt !== null);
