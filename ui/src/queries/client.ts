import { QueryClient, type QueryMeta } from "@tanstack/react-query";
import type { Platform } from "../api";

/** Rows of a page. */
export const PAGE = 100;

/** Nothing polls and nothing retries: the shell says what is stale, and an error is for the person to read. */
export function newClient(platform: Platform): QueryClient {
  const queries = { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false };
  return new QueryClient({
    defaultOptions: {
      queries: { ...queries, networkMode: "always", refetchOnReconnect: false, meta: { platform } },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

type Context<P> = { meta: QueryMeta | undefined; pageParam?: P };

/** The function of a query: it asks the shell that its client was made for, so that a query is the same wherever it is named. */
export function ask<A, P = undefined>(read: (platform: Platform, page: P) => Promise<A>) {
  return ({ meta, pageParam }: Context<P>): Promise<A> => read(meta?.platform as Platform, pageParam as P);
}

type Counted = { total: number; rows: unknown[] };

/** Page after page of an answer that says how many rows there are in all. */
export const byOffset = {
  initialPageParam: 0,
  getNextPageParam: (page: Counted, pages: Counted[]) => {
    const read = pages.reduce((sum, one) => sum + one.rows.length, 0);
    return page.rows.length > 0 && read < page.total ? read : undefined;
  },
};

/** Page after page of rows that only become older, each page from the last row of the one before. */
export const byId = {
  initialPageParam: null as number | null,
  getNextPageParam: ({ rows }: { rows: { id: number }[] }) =>
    rows.length < PAGE ? undefined : rows[rows.length - 1]?.id,
};
