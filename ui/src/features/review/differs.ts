import type { Differs } from "../../api/types";
import type { WordId, Words } from "../../i18n";

/** Between two looks at a tree "integrated" means by anybody; the list of drift says who it was not. */
const CHANGES: Record<Differs, WordId> = {
  added: "drift.added",
  removed: "drift.removed",
  renamed: "drift.renamed",
  moved: "drift.moved",
  integrated: "review.integrated",
  released: "drift.released",
  changed_hands: "drift.changed_hands",
};

export function changeWord(change: Differs, t: Words["t"]): string {
  return t(CHANGES[change]);
}
