import * as v from "valibot";
import { OUTCOMES } from "../../components/wire";
import { flag, oneOf, someOf, text, whole } from "../../navigation/address";
import { FILTERS } from "../../tree/states";
import { WHICH } from "./which";

/** What the list of merchants shows. */
export const MerchantsView = v.object({ search: text, which: oneOf(WHICH) });

/** What a merchant's page shows in its tabs. */
export const MerchantView = v.object({
  /** The run that is open, with the outcome, page and store of it. */
  operation: text,
  outcome: oneOf(OUTCOMES),
  page: whole,
  row: text,
  /** The stores that the tree shows, and the one whose panel is open. */
  search: text,
  filter: someOf(FILTERS),
  run: flag,
  store: text,
});
