import * as v from "valibot";
import type { ApplicationSort } from "../../api/types";
import { flag, oneOf, text, texts } from "../../navigation/address";

export const SORTS = ["oldest", "newest", "name", "created"] as const satisfies ApplicationSort[];
const VIEWS = ["board", "table"] as const;
export type View = (typeof VIEWS)[number];

/** What the applications show; one status that is new may come too. */
export const ApplicationsView = v.object({
  view: oneOf(VIEWS),
  status: texts,
  search: text,
  resubmitted: flag,
  sort: oneOf(SORTS),
  open: text,
});
