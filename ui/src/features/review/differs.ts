import type { Differs } from "../../api/types";
import type { WordId, Words } from "../../i18n";

/** Between two looks at a tree "integrated" means by anybody; the list of drift says who it was not. */
const CHANGES: Record<Differs, WordId> = {
  added: "difference.added",
  removed: "difference.removed",
  renamed: "difference.renamed",
  moved: "difference.moved",
  integrated: "difference.integrated",
  released: "difference.released",
  changed_hands: "difference.changedHands",
};

export function changeWord(change: Differs, t: Words["t"]): string {
  return t(CHANGES[change]);
}
