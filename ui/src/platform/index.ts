import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Change, Commands } from "./types";

export * from "./types";

export type Platform = Commands & {
  /** Calls back for every change; the answer ends the listening. */
  onChange(callback: (change: Change) => void): () => void;
};

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Names of the arguments in order; Tauri takes them by name. */
const ARGUMENTS: { [Name in keyof Commands]: string[] } = {
  start: [],
  openProfile: ["name"],
  createProfile: ["draft"],
  preferences: [],
  setPreferences: ["preferences"],
  profileDetail: [],
  saveProfile: ["edit"],
  connection: [],
  checkConnection: [],
  unlockVault: [],
  merchants: [],
  signOut: ["merchant"],
  refreshStores: ["merchant"],
  stores: ["merchant"],
  storeDelta: ["merchant", "since"],
  plan: ["request"],
  provision: ["request"],
  stopOperation: ["operation"],
  operations: ["merchant"],
  operation: ["id"],
  operationStores: ["id", "outcome", "offset", "limit"],
  authorizeStart: ["way", "expectedEmail"],
  authorizePending: [],
  authorizeStatus: ["attempt"],
  authorizePaste: ["attempt", "address"],
  authorizeAnswer: ["attempt", "accept"],
  authorizeCancel: ["attempt"],
  authorizeOpen: ["attempt"],
  webhooks: [],
  registerWebhook: ["integration"],
  deliveries: ["filter"],
  delivery: ["id"],
  activity: ["search", "before", "limit"],
};

function command(name: keyof Commands): (...values: unknown[]) => Promise<unknown> {
  const names = ARGUMENTS[name];
  return (...values) => invoke(snake(name), Object.fromEntries(names.map((key, index) => [key, values[index]])));
}

const commands = Object.fromEntries(
  (Object.keys(ARGUMENTS) as (keyof Commands)[]).map((name) => [name, command(name)]),
) as unknown as Commands;

function onChange(callback: (change: Change) => void): () => void {
  const stop = listen<Change>("change", (event) => callback(event.payload));
  return () => void stop.then((end) => end());
}

export const platform: Platform = { ...commands, onChange };
