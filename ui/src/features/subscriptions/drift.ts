import type { Act, DriftWord, Provider, SettleWord, SubscriptionRow } from "../../api/types";
import type { Shown } from "../../components/wire";

const shown = (tone: Shown["tone"], icon: Shown["icon"], word: Shown["word"]): Shown => ({ tone, icon, word });

const DRIFT: Record<DriftWord, Shown> = {
  in_sync: shown("ok", "check", "drift.in_sync"),
  missing_remotely: shown("bad", "cross", "drift.missing_remotely"),
  unknown_here: shown("doubt", "doubt", "drift.unknown_here"),
  differs: shown("late", "differs", "drift.differs"),
  not_read: shown("off", "ring", "drift.not_read"),
};
const UNDER_WAY = shown("doubt", "doubt", "drift.under_way");
const REGISTERED = shown("ok", "check", "webhook.is");
const NOT_REGISTERED = shown("off", "ring", "webhook.not");
const IN_PORTAL = shown("off", "lock", "drift.in_portal");

/** How a provider lets webhooks be managed: listed and compared, registered without a list that tells all, or in its portal alone. */
const MANAGED: Record<Provider, "compared" | "registered" | "in_portal"> = {
  rappi: "registered",
  rainforest: "in_portal",
  ratepay: "compared",
};

/** Whether the provider's own list can be compared with what is meant. */
export function isCompared(provider: Provider): boolean {
  return MANAGED[provider] === "compared";
}

/** How a row stands to its provider. Only Ratepay can be compared; Rappi's answer is the last that was heard. */
export function driftOf(row: SubscriptionRow): Shown {
  switch (MANAGED[row.provider]) {
    case "in_portal":
      return IN_PORTAL;
    case "registered":
      return row.drift === "in_sync" ? REGISTERED : NOT_REGISTERED;
    case "compared":
      return row.underWay ? UNDER_WAY : DRIFT[row.drift];
  }
}

/** Compared rows that a person has to decide about. */
export function drifting(rows: SubscriptionRow[]): SubscriptionRow[] {
  return rows.filter(
    (row) => isCompared(row.provider) && !row.underWay && row.drift !== "in_sync" && row.drift !== "not_read",
  );
}

/** Those that all together may be settled in one way. Only what nobody here meant is removed by the lot. */
export function idsForAll(rows: SubscriptionRow[], how: SettleWord): string[] {
  return idsThatCan(how === "remove" ? rows.filter(({ drift }) => drift === "unknown_here") : rows, how);
}

export function idsThatCan(rows: SubscriptionRow[], act: Act): string[] {
  return rows.filter((row) => row.can.includes(act)).map((row) => row.id);
}
