import type { IconName } from "../../components/Icon";
import type { Tone } from "../../components/State";
import { STORE } from "../../components/wire";
import type { Words } from "../../i18n";
import { remarkText } from "../../i18n/remarkText";
import type { StoreTree } from "../../tree/model";
import { STORE_STATES } from "../../tree/states";

/** The state of a line; a closed parent speaks for all that is in it. */
export function rowState(
  tree: StoreTree,
  row: number,
  { t, number }: Words,
): { tone: Tone; icon: IconName; word: string } {
  const state = STORE_STATES[tree.columns.state[row]];
  const { tone, icon, word } = STORE[state];
  if (
    tree.hasChildren(row) &&
    !tree.isOpen(row) &&
    (state === "ours" || state === "not_integrated" || state === "other")
  ) {
    const total = tree.structure.end[row] - row;
    const ours = tree.oursIn(row);
    const values = { ours: number(ours), total: number(total) };
    if (ours === total) return { tone: "ok", icon: "check", word: t("stores.oursAll", values) };
    return { tone: "off", icon: "ring", word: t("stores.oursSome", values) };
  }
  const lock = tree.locks.of(row);
  if (lock) return { tone: lock.stage === "unknown" ? "doubt" : "run", icon: "lock", word: lock.person };
  const note = tree.note(row);
  return { tone, icon, word: note ? `${t(word)} · ${remarkText(note, t)}` : t(word) };
}
