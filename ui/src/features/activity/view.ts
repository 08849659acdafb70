import * as v from "valibot";
import { oneOf, text, whole } from "../../navigation/address";
import { PERIODS } from "./periods";

/** Whose acts: of this computer, or what the team's log tells of everybody. */
export const WHOSE = ["here", "team"] as const;

/** What the audit log shows. */
export const ActivityView = v.object({
  of: oneOf(WHOSE),
  what: text,
  search: text,
  act: text,
  actor: text,
  period: oneOf(PERIODS.map(({ id }) => id)),
  open: whole,
});
