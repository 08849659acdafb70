import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { type Change, commands, type Goto, type ImportView, type InviteeRow } from "./bindings";
import { type StoreColumns, unpack } from "./packed";

export type * from "./bindings";

export type Platform = Omit<typeof commands, "stores" | "importFile" | "readInviteesFile"> & {
  stores(merchant: string): Promise<StoreColumns>;
  importFile(merchant: string, file: File): Promise<ImportView>;
  readInviteesFile(file: File): Promise<InviteeRow[]>;
  /** Calls back for every change; the answer ends the listening. */
  onChange(callback: (change: Change) => void): () => void;
  /** The same for what the shell's menu asks for. */
  onGoto(callback: (to: Goto) => void): () => void;
  /** The same for the moment in which the window was locked. */
  onLock(callback: () => void): () => void;
};

function hear<E>(name: "change" | "goto" | "lock", callback: (event: E) => void): () => void {
  const stop = listen<E>(name, (event) => callback(event.payload));
  return () => void stop.then((end) => end());
}

const stores = async (merchant: string) => unpack(await commands.stores(merchant));

/** The file is the body of the call; what else it needs goes in headers, which have few letters. */
const importFile = async (merchant: string, file: File) =>
  invoke<ImportView>("import_file", await file.arrayBuffer(), {
    headers: { "x-merchant": encodeURIComponent(merchant), "x-name": encodeURIComponent(file.name) },
  });

const readInviteesFile = async (file: File) => invoke<InviteeRow[]>("read_invitees_file", await file.arrayBuffer());

export const platform: Platform = {
  ...commands,
  stores,
  importFile,
  readInviteesFile,
  onChange: (callback) => hear<Change>("change", callback),
  onGoto: (callback) => hear<Goto>("goto", callback),
  onLock: (callback) => hear<null>("lock", callback),
};
