import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { HappeningRow } from "../api/types";
import { ask, PAGE } from "./client";

export const businessesQuery = queryOptions({ queryKey: ["businesses"], queryFn: ask((shell) => shell.businesses()) });

export const businessQuery = (id: string) =>
  queryOptions({ queryKey: ["business", id], queryFn: ask((shell) => shell.business(id)) });

export const businessTimelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["businessTimeline", id],
    queryFn: ask((shell, offset: number) => shell.businessTimeline(id, offset, PAGE)),
    initialPageParam: 0,
    getNextPageParam: (page: HappeningRow[], pages: HappeningRow[][]) =>
      page.length < PAGE ? undefined : pages.length * PAGE,
  });

/** Accounts that could belong to a business. */
export const accountsQuery = (search: string) =>
  queryOptions({
    queryKey: ["accounts", search],
    queryFn: ask((shell) => shell.accounts(search)),
    placeholderData: keepPreviousData,
  });
