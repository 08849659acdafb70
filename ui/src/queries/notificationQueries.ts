import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { NotificationFilter, TemplateKey } from "../api/types";
import { usePlatform } from "./usePlatform";

/** Rows of a page. */
const PAGE = 100;

/** What the list of messages is asked for. */
export type Asked = Pick<NotificationFilter, "state" | "channel" | "merchant" | "search">;

/** Messages to people, page after page. */
export function useNotifications(asked: Asked) {
  const platform = usePlatform();
  return useInfiniteQuery({
    queryKey: ["notifications", asked],
    queryFn: ({ pageParam }) => platform.notifications({ ...asked, offset: pageParam, limit: PAGE }),
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
/** What a letter that came back says, once there is one. */
export function useBounce(id: string, letter: string) {
  const platform = usePlatform();
  return useQuery({
    queryKey: ["bounce", id, letter],
    queryFn: () => platform.readBounce(id, letter),
    enabled: letter !== "",
    retry: false,
    // Somebody else's letter is not kept.
    gcTime: 0,
  });
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
