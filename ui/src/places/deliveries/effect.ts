import type { Tone } from "../../parts/State";
import type { DeliveryRow } from "../../platform/types";
import type { WordId, Words } from "../../words";
import { adviceFor } from "./why";

const EFFECTS: Record<string, WordId> = {
  received: "effect.received",
  duplicate: "effect.duplicate",
  ignored: "effect.ignored",
  failed: "effect.failed",
  none: "effect.none",
};

/** What a delivery did, in a few words. */
export function effectWord(row: DeliveryRow, { t, number }: Words): string {
  if (row.verdict === "rejected") return t(adviceFor(row.why).short);
  if (row.effect === "folded" && row.provider !== "rappi") return t("effect.noted");
  if (row.effect === "folded") return t("effect.folded", { count: row.settled, number: number(row.settled) });
  return row.effect in EFFECTS ? t(EFFECTS[row.effect]) : row.effect;
}

/** A right signature is not yet a good result: what could not be applied never looks like what was. */
export function effectTone({ effect }: DeliveryRow): Tone {
  if (effect === "failed") return "doubt";
  return effect === "folded" ? "ok" : "off";
}
