import type { ApplicationStatus } from "../api/types";
import type { WordId, Words } from "../i18n";
import type { IconName } from "./Icon";
import type { Tone } from "./State";

type Known = Extract<ApplicationStatus, string>;

const LOOK: Record<Known, { tone: Tone; icon: IconName; word: WordId }> = {
  CREATED: { tone: "off", icon: "ring", word: "application.status.created" },
  IN_PROGRESS: { tone: "run", icon: "arrow", word: "application.status.inProgress" },
  PROCESSING: { tone: "run", icon: "sync", word: "application.status.processing" },
  NEEDS_INFORMATION: { tone: "doubt", icon: "doubt", word: "application.status.needsInformation" },
  IN_REVIEW: { tone: "late", icon: "clock", word: "application.status.inReview" },
  COMPLETED: { tone: "ok", icon: "check", word: "application.status.completed" },
  DECLINED: { tone: "bad", icon: "cross", word: "application.status.declined" },
};

/** The known statuses in the order of a life. */
export const STATUSES = Object.keys(LOOK) as Known[];

/** As the provider writes it. */
export const statusWord = (status: ApplicationStatus): string => (typeof status === "string" ? status : status.other);

/** Reads what {@link statusWord} wrote. */
export const readStatus = (word: string): ApplicationStatus =>
  STATUSES.find((known) => known === word) ?? { other: word };

/** How a status is shown; one that is new is shown as the provider writes it. */
export function statusOf(status: ApplicationStatus, t: Words["t"]): { tone: Tone; icon: IconName; word: string } {
  if (typeof status !== "string") return { tone: "off", icon: "note", word: status.other };
  const look = LOOK[status];
  return { ...look, word: t(look.word) };
}

/** Somebody has to do something. */
export function needsPerson(status: ApplicationStatus): boolean {
  return status === "NEEDS_INFORMATION" || status === "IN_REVIEW";
}
