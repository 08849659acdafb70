import { type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Change } from "../api/types";
import { usePlatform } from "./usePlatform";

/** Exactly what a change makes stale. Stores are not here: they are patched by a delta (see trees.ts). */
export function staleKeys(change: Change): QueryKey[] {
  switch (change.kind) {
    case "merchants":
      return [["merchants"], ["drift"], ["overview"], ["business"], ["accounts"]];
    case "stores":
      return [
        ["plan", change.merchant],
        ["storeLatest", change.merchant],
        ["comparison", change.merchant],
      ];
    case "operation":
      return [["overview"], ["operations"], ["operation", change.operation], ["operationStores", change.operation]];
    case "deliveries":
      return [["deliveries"], ["delivery"], ["overview"]];
    case "activity":
      return [["activity"], ["businessTimeline"]];
    case "connection":
      return [["connection"], ["workers"]];
    case "webhooks":
      return [["webhooks"], ["plan"], ["webhookRotation"], ["subscriptions"]];
    case "subscriptions":
      return [["subscriptions"], ["overview"]];
    case "disputes":
      return [["disputes"], ["deliveryFacts"], ["overview"], ["business"], ["businessTimeline"]];
    case "applications":
      return [
        ["applicationBoard"],
        ["applications"],
        ["application"],
        ["overview"],
        ["business"],
        ["businessTimeline"],
        ["accounts"],
      ];
    case "deprecations":
      return [["deprecations"]];
    case "notifications":
      return [["notifications"], ["notification"], ["tellingSettings"]];
    case "businesses":
      return [["businesses"], ["business"], ["businessTimeline"], ["accounts"]];
    case "reviews":
      return [["reviews"], ["comparison"]];
    case "attempt":
      return [["attempt", change.attempt]];
    case "profile":
      return [
        ["start"],
        ["profile"],
        ["rappiSettings"],
        ["ratepaySettings"],
        ["rainforestSettings"],
        ["networkSettings"],
      ];
    case "goto":
      return [];
  }
}

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

/** Listens to the shell: drops the stale queries, and hands stores and places to those who know them. */
export function useChanges(onStores: (merchant: string) => void, onGoto: (place: string) => void): void {
  const platform = usePlatform();
  const client = useQueryClient();
  const latest = useRef({ onStores, onGoto });
  latest.current = { onStores, onGoto };
  useEffect(
    () =>
      platform.onChange(
        coalesce((changes) => {
          drop(client, changes);
          for (const change of changes) {
            if (change.kind === "stores") latest.current.onStores(change.merchant);
            if (change.kind === "goto") latest.current.onGoto(change.place);
          }
        }, BURST_MS),
      ),
    [platform, client],
  );
}
