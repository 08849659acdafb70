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

/** What is said beside fields, by their names. */
export type Mistakes = Record<string, string>;

/** A mistake that belongs beside a field; of everything else null. */
export function mistakesOf(error: unknown, t: Words["t"]): Mistakes | null {
  const { place, reason, what } = asFailure(error);
  const field = place && FIELDS[place.key];
  return field && reason ? { [field]: t(`reason.${reason}`, { what: what ?? "" }) } : null;
}
