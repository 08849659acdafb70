import * as v from "valibot";
import { oneOf, text } from "../../navigation/address";
import { CHANNELS, STATES } from "./words";

/** What the messages show. */
export const NotificationsView = v.object({
  search: text,
  state: oneOf(STATES),
  channel: oneOf(CHANNELS),
  merchant: text,
  open: text,
});
