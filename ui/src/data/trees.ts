import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useState, useSyncExternalStore } from "react";
import type { Platform } from "../platform";
import { StoreTree } from "../tree/model";
import { usePlatform } from "./platform";

const WARM_AFTER_MS = 400;

/** Stands for a tree that is still being read. */
export const NO_TREE = new StoreTree({
  version: 0,
  revision: 0,
  ids: [],
  names: [],
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

export function useTrees(): Trees {
  return useContext(Context);
}

export function useStoreTree(merchant: string) {
  const platform = usePlatform();
  const trees = useTrees();
  // The tree is one object that changes in place: structural sharing must not look into it.
  return useQuery({
    queryKey: ["stores", merchant],
    queryFn: () => trees.read(platform, merchant),
    structuralSharing: false,
  });
}

export function useOnStores(trees: Trees): (merchant: string) => void {
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
