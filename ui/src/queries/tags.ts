import type { Change } from "../api/types";
import { type Key, ROOTS, type Root } from "./keys";

/** The core's closed list of what can be stale. */
export type Tag = Change["tag"];
type Of<T extends Tag> = Extract<Change, { tag: T }>;
type Stale = { [T in Tag]: (change: Of<T>) => readonly Key[] };

const all = (...roots: Root[]) => {
  const keys = roots.map((root): Key => [root]);
  return () => keys;
};

/** Exactly what each tag makes stale. A tag without its line does not compile, nor does a key that no query has. */
export const STALE: Stale = {
  merchants: all("merchants", "queue", "drift", "overview", "counts", "businesses", "business", "accounts"),
  // The tree itself is patched by a delta (see trees.ts).
  stores: ({ merchant }) => [
    ["plan", merchant],
    ["storeLatest", merchant],
    ["comparison", merchant],
  ],
  operation: ({ operation }) => [
    ["overview"],
    ["counts"],
    ["queue"],
    ["updates"],
    ["operations"],
    ["operation", operation],
    ["operationStores", operation],
  ],
  deliveries: all("deliveries", "delivery", "overview", "counts"),
  activity: all("activity", "businessTimeline"),
  connection: all("connection", "workers"),
  webhooks: all("webhooks", "plan", "webhookRotation", "subscriptions", "overview", "counts"),
  deprecations: all("deprecations"),
  subscriptions: all("subscriptions", "queue", "overview", "counts", "business", "ratepaySettings"),
  disputes: all("deliveryFacts", "queue", "overview", "counts", "business", "businessTimeline"),
  applications: all(
    "applicationBoard",
    "queue",
    "applications",
    "application",
    "applicationViews",
    "rainforestSettings",
    "overview",
    "counts",
    "businesses",
    "business",
    "businessTimeline",
    "accounts",
  ),
  notifications: all("notifications", "notification", "notificationSettings", "overview", "counts"),
  attention: all("overview", "counts"),
  queue: all("queue"),
  businesses: all("businesses", "queue", "business", "businessTimeline", "accounts"),
  reviews: all("reviews", "comparison"),
  attempt: ({ attempt }) => [["attempt", attempt], ["queue"]],
  invitations: all("invitations"),
  // Joining and leaving change whose invitations there are.
  team: all("team"),
  updates: all("updates"),
  teamFacts: all("teamFacts", "teamRuns", "teamClaims", "team"),
  teamClaims: all("teamClaims"),
  profile: all(
    "start",
    "profile",
    "rappiSettings",
    "ratepaySettings",
    "rainforestSettings",
    "networkSettings",
    "counts",
    "updates",
  ),
  everything: all(...ROOTS),
};

/** What a change makes stale. */
export function staleKeys(change: Change): readonly Key[] {
  // Each line takes its own tag's change; that the two belong together is what the type of the table says.
  return (STALE[change.tag] as (change: Change) => readonly Key[])(change);
}
