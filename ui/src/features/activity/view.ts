import * as v from "valibot";
import { oneOf, text, whole } from "../../navigation/address";
import { PERIODS } from "./periods";

/** What the audit log shows. */
export const ActivityView = v.object({
  search: text,
  act: text,
  actor: text,
  period: oneOf(PERIODS.map(({ id }) => id)),
  open: whole,
});
