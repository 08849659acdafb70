import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ApplicationFilter } from "../api/types";
import { ask, byOffset, PAGE } from "./client";

export const applicationBoardQuery = queryOptions({
  queryKey: ["applicationBoard"],
  queryFn: ask((shell) => shell.applicationBoard()),
});

export const applicationsQuery = (asked: Omit<ApplicationFilter, "offset" | "limit">) =>
  infiniteQueryOptions({
    queryKey: ["applications", asked],
    queryFn: ask((shell, offset: number) => shell.applications({ ...asked, offset, limit: PAGE })),
    ...byOffset,
    placeholderData: keepPreviousData,
  });

/** With personal data masked; what was asked for by name is never kept here. */
export const applicationQuery = (id: string) =>
  queryOptions({ queryKey: ["application", id], queryFn: ask((shell) => shell.application(id)) });

export const applicationViewsQuery = queryOptions({
  queryKey: ["applicationViews"],
  queryFn: ask((shell) => shell.applicationViews()),
});
