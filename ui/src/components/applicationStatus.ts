import type { WordId, Words } from "../i18n";
import type { IconName } from "./Icon";
import type { Tone } from "./State";

/** The seven known statuses in the order of a life. */
export const STATUSES = [
  "CREATED",
  "IN_PROGRESS",
  "PROCESSING",
  "NEEDS_INFORMATION",
  "IN_REVIEW",
  "COMPLETED",
  "DECLINED",
] as const;

const LOOK: Record<string, { tone: Tone; icon: IconName; word: WordId }> = {
  CREATED: { tone: "off", icon: "ring", word: "application.status.created" },
  IN_PROGRESS: { tone: "run", icon: "arrow", word: "application.status.inProgress" },
  PROCESSING: { tone: "run", icon: "sync", word: "application.status.processing" },
  NEEDS_INFORMATION: { tone: "doubt", icon: "doubt", word: "application.status.needsInformation" },
  IN_REVIEW: { tone: "late", icon: "clock", word: "application.status.inReview" },
  COMPLETED: { tone: "ok", icon: "check", word: "application.status.completed" },
  DECLINED: { tone: "bad", icon: "cross", word: "application.status.declined" },
};

/** How a status is shown; one that is new is shown as the provider writes it. */
export function statusOf(status: string, t: Words["t"]): { tone: Tone; icon: IconName; word: string } {
  const look = LOOK[status];
  return look ? { ...look, word: t(look.word) } : { tone: "off", icon: "note", word: status };
}

/** Somebody has to do something. */
export function needsPerson(status: string): boolean {
  return status === "NEEDS_INFORMATION" || status === "IN_REVIEW";
}
