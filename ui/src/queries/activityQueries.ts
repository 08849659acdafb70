import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ActivityFilter } from "../api/types";
import { ask, byId, PAGE } from "./client";

export const activityQuery = (filter: ActivityFilter) =>
  infiniteQueryOptions({
    queryKey: ["activity", filter],
    queryFn: ask((shell, before: number | null) => shell.activity(filter, before, PAGE)),
    ...byId,
    placeholderData: keepPreviousData,
  });

export const activityKindsQuery = queryOptions({
  queryKey: ["activity", "kinds"],
  queryFn: ask((shell) => shell.activityKinds()),
});

/** The walk along the whole chain: when the place is opened, and when somebody asks. */
export const activityCheckedQuery = queryOptions({
  queryKey: ["activityChecked"],
  queryFn: ask((shell) => shell.verifyActivity()),
  gcTime: 0,
});
