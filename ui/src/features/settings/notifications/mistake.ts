import type { Failure } from "../../../api/types";
import { asFailure } from "../../../components/failure/table";
import type { Words } from "../../../i18n";

/** Which field shows what is wrong with a key of the profile's file. */
const FIELDS: Record<string, string> = {
  "network.proxy": "network-proxy-address",
  "network.proxy_user": "network-user",
  "network.password": "network-password",
  "network.direct": "network-direct-hosts",
  "network.authority": "network-authority",
  "telling.zone": "telling-zone",
  "telling.application_link": "telling-link",
  "telling.support": "telling-support",
  "telling.quiet_hours.from": "quiet-from",
  "telling.quiet_hours.until": "quiet-until",
  "telling.email.host": "mail-host",
  "telling.email.port": "mail-port",
  "telling.email.from": "mail-from",
  "telling.email.reply_to": "mail-reply-to",
  "telling.email.hello": "mail-hello",
  "telling.platform.url": "platform-url",
  "telling.platform.secret": "platform-secret",
};

/** What is wrong, and beside which field it is said. */
export type Mistake = { field: string; failure: Failure };

/** A mistake that belongs beside a field; of everything else null. */
export function mistakeOf(error: unknown): Mistake | null {
  const failure = asFailure(error);
  const field = failure.place && failure.reason ? FIELDS[failure.place.key] : undefined;
  return field ? { field, failure } : null;
}

/** Brings the field with the mistake into view. */
export function showMistake({ field }: Mistake) {
  const element = document.querySelector<HTMLElement>(`[data-testid="${field}"]`);
  element?.focus();
  element?.scrollIntoView({ block: "center" });
}

/** What is said beside a field. */
export function saidOf(mistake: Mistake | null, field: string, t: Words["t"]): string | null {
  if (mistake?.field !== field || !mistake.failure.reason) return null;
  return t(`reason.${mistake.failure.reason}`, { what: mistake.failure.what ?? "" });
}
