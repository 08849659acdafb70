import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Verdict } from "../api/types";
import { ask, byId, PAGE } from "./client";

export const webhooksQuery = queryOptions({ queryKey: ["webhooks"], queryFn: ask((shell) => shell.webhooks()) });

export const rotationQuery = (integration: string) =>
  queryOptions({
    queryKey: ["webhookRotation", integration],
    queryFn: ask((shell) => shell.webhookRotation(integration)),
  });

export const subscriptionsQuery = queryOptions({
  queryKey: ["subscriptions"],
  queryFn: ask((shell) => shell.subscriptions()),
});

export const deliveriesQuery = (verdict: Verdict | null, search: string) =>
  infiniteQueryOptions({
    queryKey: ["deliveries", verdict, search],
    queryFn: ask((shell, before: number | null) => shell.deliveries({ verdict, search, before, limit: PAGE })),
    ...byId,
    placeholderData: keepPreviousData,
  });

export const deliveryQuery = (id: number | null) =>
  queryOptions({
    queryKey: ["delivery", id],
    queryFn: ask((shell) => shell.delivery(id as number)),
    enabled: id !== null,
  });

export const deliveryFactsQuery = (id: number) =>
  queryOptions({ queryKey: ["deliveryFacts", id], queryFn: ask((shell) => shell.deliveryFacts(id)) });
