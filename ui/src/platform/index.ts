import { listen } from "@tauri-apps/api/event";
import { type Change, commands } from "./bindings";
import { type StoreColumns, unpack } from "./packed";

export type * from "./bindings";

export type Platform = Omit<typeof commands, "stores"> & {
  stores(merchant: string): Promise<StoreColumns>;
  /** Calls back for every change; the answer ends the listening. */
  onChange(callback: (change: Change) => void): () => void;
};

function onChange(callback: (change: Change) => void): () => void {
  const stop = listen<Change>("change", (event) => callback(event.payload));
  return () => void stop.then((end) => end());
}

const stores = async (merchant: string) => unpack(await commands.stores(merchant));

export const platform: Platform = { ...commands, stores, onChange };
