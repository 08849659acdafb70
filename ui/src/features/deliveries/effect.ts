import type { DeliveryEffect, DeliveryRow } from "../../api/types";
import type { Tone } from "../../components/State";
import type { Words } from "../../i18n";
import { adviceFor } from "./why";

/** What a delivery did, in a few words. */
export function effectWord(row: DeliveryRow, { t, number }: Words): string {
  if (row.verdict === "rejected") return t(adviceFor(row.why, row.provider).short);
  if (row.effect !== "applied") return t(`effect.${row.effect}`);
  if (row.provider !== "rappi") return t("effect.noted");
  return t("effect.folded", { count: row.settled, number: number(row.settled) });
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
