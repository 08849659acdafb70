import { useEffect, useRef } from "react";
import { useView } from "../../navigation/useView";
import { useTreePart } from "../../queries/trees";
import type { View } from "../../tree/matches";
import type { StoreTree } from "../../tree/model";
import { FILTERS, type Filter } from "../../tree/states";

/** A choice in the tree rests this long before the address follows. */
const RESTS_MS = 200;

type Address = { search?: string; filter?: Filter[]; run?: boolean };

const addressOf = ({ search, filters, run }: View): Address => ({
  search: search === "" ? undefined : search,
  filter: filters.size === 0 ? undefined : FILTERS.filter((one) => filters.has(one)),
  run: run || undefined,
});

const textOf = ({ search, filter, run }: Address) =>
  JSON.stringify([search ?? "", FILTERS.filter((one) => filter?.includes(one)), run ?? false]);
const EMPTY = textOf({});

/**
 * The tree shows what the address says, and the address what the tree shows. The tree outlives the page: where one arrives by an
 * address that asks for nothing, it shows what it showed before.
 */
export function useTreeAddress(tree: StoreTree): void {
  const [{ search, filter, run }, change] = useView("/merchants/$merchant/$tab");
  const asked = textOf({ search, filter, run });
  const shown = useTreePart(tree, (one) => one.view);
  /** What both last agreed on, of this tree. */
  const agreed = useRef<{ tree: StoreTree; on: string } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is what the address says, as one text
  useEffect(() => {
    const fresh = agreed.current?.tree !== tree;
    if (!fresh && agreed.current?.on === asked) return;
    agreed.current = { tree, on: asked };
    if (fresh && asked === EMPTY) return;
    if (textOf(addressOf(tree.view)) === asked) return;
    // Which stores a run had is known only where it began.
    tree.showView({ search: search ?? "", filters: new Set(filter), run: run === true && tree.runCount !== null });
  }, [tree, asked]);
  useEffect(() => {
    const now = textOf(addressOf(shown));
    if (now === agreed.current?.on) return;
    const timer = setTimeout(() => {
      agreed.current = { tree, on: now };
      change(addressOf(shown));
    }, RESTS_MS);
    return () => clearTimeout(timer);
  }, [tree, shown, change]);
}
