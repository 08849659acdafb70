import type { ApplicationRow } from "../../api/types";
import { statusOf } from "../../components/applicationStatus";
import type { Words } from "../../i18n";

/** "6 days", "today", or a dash where the provider told no time. */
export function ageWord(days: number | null, { t, number }: Words): string {
  if (days === null) return "–";
  return days === 0 ? t("application.today") : t("application.days", { count: days, number: number(days) });
}

/** "Needs information for 6 days": status and age in one sentence. */
export function ageSentence(row: ApplicationRow, words: Words): string {
  const { word } = statusOf(row.status, words.t);
  if (row.ageDays === null || row.ageDays === 0) return word;
  return words.t("application.statusFor", { status: word, age: ageWord(row.ageDays, words) });
}

/** Until when the provider means to answer, or since when that is over. */
export function reviewWord(row: ApplicationRow, now: number, { t, span }: Words): string | null {
  if (row.reviewDue === null) return null;
  const left = row.reviewDue - now;
  return left > 0
    ? t("application.reviewDue", { span: span(left) })
    : t("application.reviewOverdue", { span: span(-left) });
}
