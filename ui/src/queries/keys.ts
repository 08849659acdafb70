/**
 * First parts of the keys of queries, one for each kind of answer. A query, an invalidation or a mapping of a tag that names
 * another one does not compile.
 */
export const ROOTS = [
  "accounts",
  "activity",
  "activityChecked",
  "application",
  "applicationBoard",
  "applicationViews",
  "applications",
  "attempt",
  "bounce",
  "business",
  "businessTimeline",
  "businesses",
  "check",
  "comparison",
  "connection",
  "counts",
  "deliveries",
  "delivery",
  "deliveryFacts",
  "deprecations",
  "disk",
  "drift",
  "importRows",
  "invitation",
  "invitations",
  "lock",
  "merchants",
  "networkSettings",
  "notification",
  "notifications",
  "operation",
  "operationStores",
  "operations",
  "overview",
  "plan",
  "preferences",
  "profile",
  "queue",
  "rainforestSettings",
  "rappiSettings",
  "ratepaySettings",
  "recordStats",
  "reviews",
  "start",
  "startsAtLogin",
  "storeLatest",
  "stores",
  "subscriptions",
  "team",
  "updates",
  "teamClaims",
  "teamFacts",
  "teamRuns",
  "notificationSettings",
  "webhookRotation",
  "webhooks",
  "workers",
] as const;

export type Root = (typeof ROOTS)[number];
/** What is of the program and of no environment: it stays when another one is shown. */
export const OF_PROGRAM: ReadonlySet<Root> = new Set<Root>(["lock", "preferences", "start"]);
/** A key: its root, then what it was asked for. A shorter key stands for all longer ones. */
export type Key = readonly [Root, ...unknown[]];

declare module "@tanstack/react-query" {
  interface Register {
    queryKey: Key;
  }
}
