import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { usePlatform } from "./usePlatform";

/** Rows of a page of a timeline. */
const PAGE = 100;

export function useBusinesses() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["businesses"], queryFn: () => platform.businesses() });
}
export function useBusiness(id: string) {
  const platform = usePlatform();
  return useQuery({ queryKey: ["business", id], queryFn: () => platform.business(id) });
}
export function useBusinessTimeline(id: string) {
  const platform = usePlatform();
  return useInfiniteQuery({
    queryKey: ["businessTimeline", id],
    queryFn: ({ pageParam }) => platform.businessTimeline(id, pageParam, PAGE),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => (page.length < PAGE ? undefined : pages.length * PAGE),
  });
}
/** Accounts that could belong to a business. */
export function useAccounts(search: string) {
  const platform = usePlatform();
  return useQuery({
    queryKey: ["accounts", search],
    queryFn: () => platform.accounts(search),
    placeholderData: keepPreviousData,
  });
}
