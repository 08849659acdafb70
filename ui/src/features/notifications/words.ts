import type { NotificationRow, NotificationState, TellingChannel } from "../../api/types";
import { statusOf } from "../../components/applicationStatus";
import type { IconName } from "../../components/Icon";
import type { Tone } from "../../components/State";
import type { Words } from "../../i18n";

export const STATES: NotificationState[] = ["waiting", "sent", "refused", "held"];
export const CHANNELS: TellingChannel[] = ["internal", "email", "platform", "support"];
export const EVENTS = [
  "created",
  "in_progress",
  "processing",
  "needs_information",
  "in_review",
  "completed",
  "declined",
] as const;

const LOOK: Record<NotificationState, { tone: Tone; icon: IconName }> = {
  waiting: { tone: "late", icon: "clock" },
  sending: { tone: "run", icon: "sync" },
  sent: { tone: "ok", icon: "check" },
  refused: { tone: "bad", icon: "cross" },
  held: { tone: "off", icon: "ring" },
};

/** In doubt is not the same as waiting: it may have been delivered already. */
export function lookOf(row: Pick<NotificationRow, "state" | "reason">): { tone: Tone; icon: IconName } {
  return row.reason === "doubt" ? { tone: "doubt", icon: "doubt" } : LOOK[row.state];
}

/** An event is the status that an application came to; one that is not known is shown as it is written. */
export const eventWord = (event: string, t: Words["t"]): string => statusOf(event.toUpperCase(), t).word;

/** The state, and why it is so. */
export function stateWord(row: Pick<NotificationRow, "state" | "reason">, t: Words["t"]): string {
  const state = t(`notification.state.${row.state}`);
  return row.reason === null ? state : `${state}: ${t(`notification.reason.${row.reason}`)}`;
}
