import type { MerchantRow } from "../api/types";
import type { Words } from "../i18n";
import type { IconName } from "./Icon";
import type { Tone } from "./State";

const SOON_MS = 10 * 60_000;

/** What a merchant's token is worth now. */
export function tokenState(
  { tokenExpiresAt }: Pick<MerchantRow, "tokenExpiresAt">,
  now: number,
  { t, span }: Words,
): { tone: Tone; icon: IconName; word: string } {
  if (tokenExpiresAt === null) return { tone: "off", icon: "ring", word: t("token.none") };
  const left = tokenExpiresAt - now;
  if (left <= 0) return { tone: "late", icon: "clock", word: t("token.expired") };
  const word = t("token.valid", { span: span(left) });
  return left < SOON_MS ? { tone: "late", icon: "clock", word } : { tone: "ok", icon: "check", word };
}
