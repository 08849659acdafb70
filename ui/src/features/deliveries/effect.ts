import type { DeliveryEffect, DeliveryRow, Provider } from "../../api/types";
import type { Tone } from "../../components/State";
import type { Words } from "../../i18n";
import { adviceFor } from "./why";

/** Whether a provider's webhooks settle stores, which can be counted. */
const SETTLES_STORES: Record<Provider, boolean> = { rappi: true, rainforest: false, ratepay: false };

/** What a delivery did, in a few words. */
export function effectWord(row: DeliveryRow, { t, number }: Words): string {
  if (row.verdict === "rejected") return t(adviceFor(row.why, row.provider).short);
  if (row.effect !== "applied") return t(`effect.${row.effect}`);
  return row.provider && SETTLES_STORES[row.provider]
    ? t("effect.folded", { count: row.settled, number: number(row.settled) })
    : t("effect.noted");
}

const TONES: Record<DeliveryEffect, Tone> = {
  received: "off",
  applied: "ok",
  ignored: "off",
  duplicate: "off",
  dead_letter: "doubt",
  none: "off",
};

/** A right signature is not yet a good result: what could not be applied never looks like what was. */
export function effectTone({ effect }: DeliveryRow): Tone {
  return TONES[effect];
}
