import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import type { Subscriptions } from "../../api/types";
import { useAct } from "../../components/useAct";
import { usePlatform } from "../../queries/usePlatform";
import { subscriptionsQuery } from "../../queries/webhookQueries";

/** Reads Ratepay's list when asked; the first time by itself, where it can be read at all. */
export function useReading(all: Subscriptions | undefined): [() => void, boolean] {
  const platform = usePlatform();
  const client = useQueryClient();
  const [read, reading] = useAct(async () => {
    client.setQueryData(subscriptionsQuery.queryKey, await platform.refreshSubscriptions());
  });
  const can = all?.providers.some(({ provider, state }) => provider === "ratepay" && state === "unknown") ?? false;
  const unread = can && all?.readAt === null;
  const first = useEffectEvent(read);
  useEffect(() => {
    if (unread) first();
  }, [unread]);
  return [read, reading];
}
