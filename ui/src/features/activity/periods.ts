import type { WordId } from "../../i18n";

/** How far back the activity is read. */
export type Period = "all" | "today" | "week" | "month";

export const PERIODS: { id: Period; word: WordId }[] = [
  { id: "all", word: "activity.period.all" },
  { id: "today", word: "activity.period.today" },
  { id: "week", word: "activity.period.week" },
  { id: "month", word: "activity.period.month" },
];

const DAYS: Record<Exclude<Period, "all">, number> = { today: 0, week: 6, month: 29 };

/** From which moment on, in Unix milliseconds: a midnight at this desk, so that it stays the same all day. */
export function since(period: Period, now: number): number | null {
  if (period === "all") return null;
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - DAYS[period]);
  return day.getTime();
}
