import * as v from "valibot";
import { flag, oneOf, text } from "../../navigation/address";

const VIEWS = ["list", "matrix"] as const;
export type View = (typeof VIEWS)[number];

/** What the subscriptions show. */
export const SubscriptionsView = v.object({ search: text, drift: flag, view: oneOf(VIEWS), open: text });
