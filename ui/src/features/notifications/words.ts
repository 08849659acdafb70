import type {
  ApplicationStatus,
  NotificationChannel,
  NotificationEvent,
  NotificationRow,
  NotificationState,
} from "../../api/types";
import { statusOf } from "../../components/applicationStatus";
import type { IconName } from "../../components/Icon";
import type { Tone } from "../../components/State";
import type { Words } from "../../i18n";

export const STATES: NotificationState[] = ["waiting", "sent", "refused", "held"];
export const CHANNELS: NotificationChannel[] = ["internal", "email", "platform", "support"];
const STATUS: Record<Extract<NotificationEvent, string>, ApplicationStatus> = {
  created: "CREATED",
  in_progress: "IN_PROGRESS",
  processing: "PROCESSING",
  needs_information: "NEEDS_INFORMATION",
  in_review: "IN_REVIEW",
  completed: "COMPLETED",
  declined: "DECLINED",
};

/** The known events in the order of a life. */
export const EVENTS = Object.keys(STATUS) as Extract<NotificationEvent, string>[];

/** The status that an application came to. */
export const statusOfEvent = (event: NotificationEvent): ApplicationStatus =>
  typeof event === "string" ? STATUS[event] : { other: event.unknown };

const LOOK: Record<NotificationState, { tone: Tone; icon: IconName }> = {
  waiting: { tone: "late", icon: "clock" },
  sending: { tone: "run", icon: "sync" },
  sent: { tone: "ok", icon: "check" },
  refused: { tone: "bad", icon: "cross" },
  held: { tone: "off", icon: "ring" },
};

/** Of unknown outcome is not the same as waiting: it may have been delivered already. */
export function lookOf(row: Pick<NotificationRow, "state" | "reason">): { tone: Tone; icon: IconName } {
  return row.reason === "outcome_unknown" ? { tone: "doubt", icon: "doubt" } : LOOK[row.state];
}

/** An event is the status that an application came to; one that is not known is shown as it is written. */
export const eventWord = (event: NotificationEvent, t: Words["t"]): string => statusOf(statusOfEvent(event), t).word;

/** The state, and why it is so. */
export function stateWord(row: Pick<NotificationRow, "state" | "reason">, t: Words["t"]): string {
  const state = t(`notification.state.${row.state}`);
  return row.reason === null ? state : `${state}: ${t(`notification.reason.${row.reason}`)}`;
}
