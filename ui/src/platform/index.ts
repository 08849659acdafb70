import { listen } from "@tauri-apps/api/event";
import { type Change, commands } from "./bindings";

export type * from "./bindings";

export type Platform = typeof commands & {
  /** Calls back for every change; the answer ends the listening. */
  onChange(callback: (change: Change) => void): () => void;
};

function onChange(callback: (change: Change) => void): () => void {
  const stop = listen<Change>("change", (event) => callback(event.payload));
  return () => void stop.then((end) => end());
}

export const platform: Platform = { ...commands, onChange };
