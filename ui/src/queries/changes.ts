import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Change, Goto } from "../api/types";
import { staleKeys } from "./tags";
import { usePlatform } from "./usePlatform";

/** Collects a burst and hands each different change over once, at most every `wait` ms. */
export function coalesce(deliver: (changes: Change[]) => void, wait: number): (change: Change) => void {
  let waiting = new Map<string, Change>();
  return (change) => {
    if (waiting.size === 0)
      setTimeout(() => {
        const changes = [...waiting.values()];
        waiting = new Map();
        deliver(changes);
      }, wait);
    waiting.set(JSON.stringify(change), change);
  };
}

export function drop(client: QueryClient, changes: Change[]): void {
  const keys = new Map(changes.flatMap(staleKeys).map((key) => [JSON.stringify(key), key]));
  for (const queryKey of keys.values()) void client.invalidateQueries({ queryKey });
}

const BURST_MS = 80;

/** Listens to the shell: drops the stale queries, and hands stores to those who know their trees. */
export function useChanges(onStores: (merchant: string) => void): void {
  const platform = usePlatform();
  const client = useQueryClient();
  const latest = useRef(onStores);
  latest.current = onStores;
  useEffect(
    () =>
      platform.onChange(
        coalesce((changes) => {
          drop(client, changes);
          for (const change of changes) if (change.tag === "stores") latest.current(change.merchant);
        }, BURST_MS),
      ),
    [platform, client],
  );
}

/** Listens beside whoever goes where the window is sent. */
export function useHeard(heard: (to: Goto) => void): void {
  const platform = usePlatform();
  const latest = useRef(heard);
  latest.current = heard;
  useEffect(() => platform.onGoto((to) => latest.current(to)), [platform]);
}

/** Listens to the shell's menu and to links; what came before the window listened is heard too. */
export function useGoto(go: (to: Goto) => void): void {
  const platform = usePlatform();
  const latest = useRef(go);
  latest.current = go;
  useEffect(() => {
    const stop = platform.onGoto((to) => latest.current(to));
    platform.arrival().then(
      (to) => to && latest.current(to),
      () => {},
    );
    return stop;
  }, [platform]);
}
