import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { CompareRequest, PlanRequest, RowVerdict } from "../api/types";
import { ask, byOffset, PAGE } from "./client";

export const merchantsQuery = queryOptions({ queryKey: ["merchants"], queryFn: ask((shell) => shell.merchants()) });

export const driftQuery = (merchant: string) =>
  queryOptions({ queryKey: ["drift", merchant], queryFn: ask((shell) => shell.drift(merchant)) });

export const storeLatestQuery = (merchant: string, store: string) =>
  queryOptions({
    queryKey: ["storeLatest", merchant, store],
    queryFn: ask((shell) => shell.storeLatest(merchant, store)),
  });

/**
 * A plan, and what it was asked for: what is run is that, whatever was chosen since. `stamp` says which selection was meant
 * without carrying 50,000 ranges in a key.
 */
export const planQuery = (request: (() => PlanRequest) | null, merchant: string, stamp: string) =>
  queryOptions({
    queryKey: ["plan", merchant, stamp],
    queryFn: ask(async (shell) => {
      const asked = (request as () => PlanRequest)();
      return { asked, plan: await shell.plan(asked) };
    }),
    enabled: request !== null,
    structuralSharing: false,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });

export const reviewsQuery = (merchant: string) =>
  queryOptions({ queryKey: ["reviews", merchant], queryFn: ask((shell) => shell.reviews(merchant)) });

/** Rows of a file that is on its way to a plan; `stamp` grows with every judgement. */
export const importRowsQuery = (file: string, stamp: number, only: RowVerdict | null, page: number, rows: number) =>
  queryOptions({
    queryKey: ["importRows", file, stamp, only, page],
    queryFn: ask((shell) => shell.importRows(file, only, page * rows, rows)),
    gcTime: 0,
  });

/** Differences between two trees, page after page. */
export const comparisonQuery = (asked: Omit<CompareRequest, "offset" | "limit">, ready: boolean) =>
  infiniteQueryOptions({
    queryKey: ["comparison", asked.merchant, asked],
    queryFn: ask((shell, offset: number) => shell.compareTrees({ ...asked, offset, limit: PAGE })),
    ...byOffset,
    placeholderData: keepPreviousData,
    enabled: ready,
  });

export const attemptQuery = (id: string | null) =>
  queryOptions({
    queryKey: ["attempt", id],
    queryFn: ask((shell) => shell.authorizeStatus(id as string)),
    enabled: id !== null,
  });
