export const STORE_STATES = [
  "not_integrated",
  "ours",
  "other",
  "failed",
  "rejected",
  "planned",
  "sending",
  "accepted",
  "unknown",
  "overdue",
  "blank_name",
  "no_result",
] as const;
export type StoreState = (typeof STORE_STATES)[number];

/** What the checks in a tree are for. */
export type Mode = "provision" | "deprovision";

export function isSelectable(state: number, mode: Mode = "provision"): boolean {
  return mode === "provision" ? state === 0 || state === 3 || state === 4 || state === 11 : state === 1;
}

export const FILTERS = ["not_integrated", "ours", "other", "failed", "unknown"] as const;
export type Filter = (typeof FILTERS)[number];

/** Which filter a state belongs to; stores on their way (planned, sending, accepted) belong to none. */
export const FILTER_OF: readonly (Filter | null)[] = [
  "not_integrated",
  "ours",
  "other",
  "failed",
  "failed",
  null,
  null,
  null,
  "unknown",
  "unknown",
  "not_integrated",
  "failed",
];
