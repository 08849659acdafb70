import * as v from "valibot";
import type { Actor, Stage } from "../../api/types";
import { flag, oneOf, someOf, text } from "../../navigation/address";

export const STAGES = [
  "invited",
  "authorized",
  "stores_chosen",
  "provisioned",
  "verified",
] as const satisfies readonly Stage[];
export const ACTORS = ["us", "merchant", "provider", "nobody"] as const satisfies readonly Actor[];
export const DUES = ["overdue", "today", "week", "none"] as const;
export type Due = (typeof DUES)[number];
export const SORTS = ["name", "stage", "next", "since", "owner", "due"] as const;
export type Sort = (typeof SORTS)[number];
const VIEWS = ["table", "board"] as const;

/** What the queue shows. The owner `-` is nobody. */
export const QueueView = v.object({
  view: oneOf(VIEWS),
  search: text,
  stage: someOf(STAGES),
  actor: someOf(ACTORS),
  owner: text,
  tag: text,
  due: oneOf(DUES),
  snoozed: flag,
  sort: oneOf(SORTS),
  down: flag,
  open: text,
});
export type Shown = v.InferOutput<typeof QueueView>;
