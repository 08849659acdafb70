import type { AccountId, QueueRow } from "../../api/types";
import { foldText } from "../../tree/structure";
import type { Due, Shown, Sort } from "./view";
import { STAGES } from "./view";
import { urgency } from "./words";

/** Nobody, in an address. */
export const NOBODY = "-";
const DAY_MS = 86_400_000;

/** By which a row is known to a list and to an address. */
export const keyOf = ({ provider, id }: AccountId): string => `${provider}/${id}`;

/** The end of the day that is `days` from now, by this computer's clock. */
export function endOfDay(now: number, days: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, 23, 59, 59).getTime();
}

export const isSnoozed = ({ snoozedUntil }: QueueRow, now: number) => snoozedUntil !== null && snoozedUntil > now;
export const isOverdue = ({ dueAt }: QueueRow, now: number) => dueAt !== null && dueAt < now;

const DUE: Record<Due, (row: QueueRow, now: number) => boolean> = {
  overdue: isOverdue,
  today: ({ dueAt }, now) => dueAt !== null && dueAt <= endOfDay(now, 0),
  week: ({ dueAt }, now) => dueAt !== null && dueAt <= now + 7 * DAY_MS,
  none: ({ dueAt }) => dueAt === null,
};

/** Whether a row is among those that are asked for, whatever is said of who acts. */
function fits(row: QueueRow, shown: Shown, words: string[], now: number): boolean {
  const { stage, owner, tag, due, snoozed = false } = shown;
  if (isSnoozed(row, now) !== snoozed) return false;
  if (stage?.length && !(row.stage && stage.includes(row.stage))) return false;
  if (owner && (owner === NOBODY ? row.owner !== null : row.owner !== owner)) return false;
  if (tag && !row.tags.includes(tag)) return false;
  if (due && !DUE[due](row, now)) return false;
  const text = foldText([row.name, row.email, row.owner ?? "", row.note, ...row.tags].join(" "));
  return words.every((word) => text.includes(word));
}

/** Those that are asked for, whoever acts; and of these, those of the chosen actors. */
export function asked(rows: QueueRow[], shown: Shown, now: number): { all: QueueRow[]; rows: QueueRow[] } {
  const words = foldText(shown.search ?? "")
    .split(/\s+/)
    .filter(Boolean);
  const all = rows.filter((row) => fits(row, shown, words, now));
  const { actor } = shown;
  return { all, rows: actor?.length ? all.filter((row) => actor.includes(row.actor)) : all };
}

type Key = number | string | null;
const KEYS: Record<Sort, (row: QueueRow) => Key> = {
  name: () => null,
  stage: ({ stage }) => (stage === null ? null : STAGES.indexOf(stage)),
  next: ({ next }) => urgency(next),
  since: ({ since }) => since,
  owner: ({ owner }) => owner,
  due: ({ dueAt }) => dueAt,
};

/** Sorted by one column, then the longest first, then by name; what has nothing there comes last either way. */
export function sorted(rows: QueueRow[], sort: Sort, falling: boolean, locale: string): QueueRow[] {
  const { compare } = new Intl.Collator(locale, { sensitivity: "base", numeric: true });
  const by = (key: (row: QueueRow) => Key, sign: number) => (a: QueueRow, b: QueueRow) => {
    const [one, other] = [key(a), key(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * (typeof one === "string" ? compare(one, String(other)) : one - Number(other));
  };
  const sign = falling ? -1 : 1;
  const [first, since] = [by(KEYS[sort], sign), by(KEYS.since, 1)];
  const name = (a: QueueRow, b: QueueRow) => (sort === "name" ? sign : 1) * compare(a.name, b.name);
  return sort === "name"
    ? rows.toSorted(name)
    : rows.toSorted((a, b) => first(a, b) || (sort === "since" ? 0 : since(a, b)) || name(a, b));
}
