import { type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { Platform } from "../api";
import { textsOf } from "../api/packed";
import { StoreTree } from "../tree/model";
import { ask } from "./client";
import { usePlatform } from "./usePlatform";

const WARM_AFTER_MS = 400;

/** Stands for a tree that is still being read, so that all around its rows is drawn meanwhile. */
const noTree = () =>
  new StoreTree({
    version: 0,
    revision: 0,
    ids: textsOf([]),
    names: textsOf([]),
    brands: [],
    brand: [],
    parent: [],
    state: [],
    integrations: [],
    integration: [],
    notes: [],
  });

/**
 * The trees read so far, one a merchant. They hold what the person chose in them, so they outlive the page. A change of states
 * patches the tree in place; another structure reads the columns again and carries the choice over by store id.
 */
export class Trees {
  private readonly trees = new Map<string, StoreTree>();
  private readonly busy = new Map<string, "once" | "again">();

  known(merchant: string): StoreTree | undefined {
    return this.trees.get(merchant);
  }

  async read(platform: Platform, merchant: string): Promise<StoreTree> {
    const columns = await platform.stores(merchant);
    const known = this.trees.get(merchant);
    if (known) {
      known.refresh(columns);
      return known;
    }
    const tree = new StoreTree(columns);
    this.trees.set(merchant, tree);
    // After the first rows are drawn, so that the first search is as quick as the second.
    setTimeout(() => tree.warm(), WARM_AFTER_MS);
    return tree;
  }

  /** One delta at a time for a merchant; a change that comes meanwhile asks once more afterwards. */
  async patch(platform: Platform, client: QueryClient, merchant: string): Promise<void> {
    const tree = this.trees.get(merchant);
    if (!tree) return;
    if (this.busy.has(merchant)) {
      this.busy.set(merchant, "again");
      return;
    }
    do {
      this.busy.set(merchant, "once");
      try {
        const delta = await platform.storeDelta(merchant, tree.columns.revision);
        if (!tree.apply(delta)) await client.invalidateQueries({ queryKey: ["stores", merchant] });
      } catch {
        await client.invalidateQueries({ queryKey: ["stores", merchant] });
      }
    } while (this.busy.get(merchant) === "again");
    this.busy.delete(merchant);
  }
}

const Context = createContext<Trees>(new Trees());
export const TreesProvider = Context.Provider;

function useTrees(): Trees {
  return useContext(Context);
}

// The tree is one object that changes in place: structural sharing must not look into it.
const treeQuery = (trees: Trees, merchant: string) =>
  queryOptions<StoreTree>({
    queryKey: ["stores", merchant],
    queryFn: ask((shell) => trees.read(shell, merchant)),
    structuralSharing: false,
    placeholderData: () => trees.known(merchant),
  });

export function useStoreTree(merchant: string) {
  return useQuery(treeQuery(useTrees(), merchant));
}

/** The tree, or while it is read an empty one; what is chosen in that meanwhile holds for the tree that comes. */
export function useTreeOrNone(merchant: string) {
  const { data, error } = useStoreTree(merchant);
  const [none] = useState(noTree);
  const [untouched] = useState(none.tick);
  useEffect(() => {
    if (!data || none.tick === untouched) return;
    data.setMode(none.mode);
    data.setView(none.view);
  }, [data, none, untouched]);
  return { tree: data ?? none, reading: data === undefined, error };
}

/** Begins to read a merchant's tree while the page that shows it is still being put together. */
export function useReadAhead(): (merchant: string) => void {
  const trees = useTrees();
  const client = useQueryClient();
  return (merchant) => void client.prefetchQuery(treeQuery(trees, merchant));
}

export function useOnStores(): (merchant: string) => void {
  const trees = useTrees();
  const platform = usePlatform();
  const client = useQueryClient();
  return (merchant) => void trees.patch(platform, client, merchant);
}

/** Draws again only when what is taken from the tree is another value. */
export function useTreePart<V>(tree: StoreTree, take: (tree: StoreTree) => V): V {
  return useSyncExternalStore(tree.subscribe, () => take(tree));
}

/** Draws again whenever the tree changes. */
export function useTree(tree: StoreTree): StoreTree {
  useSyncExternalStore(tree.subscribe, tree.snapshot);
  return tree;
}

export function useNewTrees(): Trees {
  return useState(() => new Trees())[0];
}
