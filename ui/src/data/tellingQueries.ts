import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { NotificationState, TemplateKey } from "../platform/types";
import { usePlatform } from "./platform";

/** Rows of a page. */
const PAGE = 100;

/** Messages to people, page after page. */
export function useNotifications(state: NotificationState | null, search: string) {
  const platform = usePlatform();
  return useInfiniteQuery({
    queryKey: ["notifications", state, search],
    queryFn: ({ pageParam }) => platform.notifications({ state, search, offset: pageParam, limit: PAGE }),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => {
      const read = pages.reduce((sum, one) => sum + one.rows.length, 0);
      return page.rows.length > 0 && read < page.total ? read : undefined;
    },
    placeholderData: keepPreviousData,
  });
}
/** The newest rows of the notification centre, and how many nobody saw. */
export function useNews() {
  const platform = usePlatform();
  return useQuery({
    queryKey: ["notifications", "news"],
    queryFn: () => platform.notifications({ channel: "internal", state: "sent", limit: 5 }),
  });
}
export function useNotification(id: string) {
  const platform = usePlatform();
  return useQuery({ queryKey: ["notification", id], queryFn: () => platform.notification(id) });
}
export function useTellingSettings() {
  const platform = usePlatform();
  return useQuery({ queryKey: ["tellingSettings"], queryFn: () => platform.tellingSettings() });
}
export function useTemplate(key: TemplateKey) {
  const platform = usePlatform();
  return useQuery({
    queryKey: ["tellingSettings", "template", key],
    queryFn: () => platform.template(key),
    placeholderData: keepPreviousData,
  });
}
