import { endOfDay } from "./rows";

/** By when something is to be done. */
export const DUE_IN = ["today", "tomorrow", "week", "fortnight", "month"] as const;
export type DueIn = (typeof DUE_IN)[number];
const DAYS: Record<DueIn, number> = { today: 0, tomorrow: 1, week: 7, fortnight: 14, month: 30 };

/** The end of that day, by this computer's clock. */
export const dueIn = (due: DueIn, now: number): number => endOfDay(now, DAYS[due]);
