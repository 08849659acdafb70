import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ApplicationFilter } from "../api/types";
import { usePlatform } from "./usePlatform";

/** Rows of a page. */
const PAGE = 100;

export function useApplicationBoard() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["applicationBoard"], queryFn: () => platform.applicationBoard() });
}
export function useApplications(asked: Omit<ApplicationFilter, "offset" | "limit">) {
  const platform = usePlatform();
  return useInfiniteQuery({
    queryKey: ["applications", asked],
    queryFn: ({ pageParam }) => platform.applications({ ...asked, offset: pageParam, limit: PAGE }),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => {
      const read = pages.reduce((sum, one) => sum + one.rows.length, 0);
      return read < page.total ? read : undefined;
    },
    placeholderData: keepPreviousData,
  });
}
/** With personal data masked; what was asked for by name is never kept here. */
export function useApplication(id: string) {
  const platform = usePlatform();
  return useQuery({ queryKey: ["application", id], queryFn: () => platform.application(id) });
}
export function useApplicationViews() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["applicationViews"], queryFn: () => platform.applicationViews() });
}
export function useRainforestSettings() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["rainforestSettings"], queryFn: () => platform.rainforestSettings() });
}
