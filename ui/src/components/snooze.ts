/** How long something is put out of sight. */
export const SNOOZES = ["hour", "tomorrow", "week"] as const;
export type Snooze = (typeof SNOOZES)[number];

/** When a day of work begins. */
const MORNING = 9;
const HOUR_MS = 3_600_000;
const MONDAY = 1;

/** Until when: an hour from now, tomorrow's morning, or that of the next Monday, by this computer's clock. */
export function snoozeUntil(snooze: Snooze, now: number): number {
  if (snooze === "hour") return now + HOUR_MS;
  const day = new Date(now);
  const days = snooze === "tomorrow" ? 1 : (MONDAY - day.getDay() + 7) % 7 || 7;
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, MORNING).getTime();
}
