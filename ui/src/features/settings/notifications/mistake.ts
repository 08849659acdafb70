import { asFailure } from "../../../components/failure/table";
import type { Words } from "../../../i18n";

/** Which field shows what is wrong with a key of the profile's file. */
const FIELDS: Record<string, string> = {
  "network.proxy": "network-proxy-address",
  "network.proxy_user": "network-user",
  "network.password": "network-password",
  "network.direct": "network-direct-hosts",
  "network.authority": "network-authority",
  "notifications.zone": "notifications-zone",
  "notifications.application_link": "notifications-link",
  "notifications.support": "notifications-support",
  "notifications.quiet_hours.from": "quiet-from",
  "notifications.quiet_hours.until": "quiet-until",
  "notifications.email.host": "mail-host",
  "notifications.email.port": "mail-port",
  "notifications.email.from": "mail-from",
  "notifications.email.reply_to": "mail-reply-to",
  "notifications.email.hello": "mail-hello",
  "notifications.platform.url": "platform-url",
  "notifications.platform.secret": "platform-secret",
};

/** What is said beside fields, by their names. */
export type Mistakes = Record<string, string>;

/** A mistake that belongs beside a field; of everything else null. */
export function mistakesOf(error: unknown, t: Words["t"]): Mistakes | null {
  const { place, reason, what } = asFailure(error);
  const field = place && FIELDS[place.key];
  return field && reason ? { [field]: t(`reason.${reason}`, { what: what ?? "" }) } : null;
}
