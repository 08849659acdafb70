import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { NotificationFilter, TemplateKey } from "../api/types";
import { ask, byOffset, PAGE } from "./client";

/** What the list of messages is asked for. */
export type Asked = Pick<NotificationFilter, "state" | "channel" | "merchant" | "search">;

/** Messages to people, page after page. */
export const notificationsQuery = (asked: Asked) =>
  infiniteQueryOptions({
    queryKey: ["notifications", asked],
    queryFn: ask((shell, offset: number) => shell.notifications({ ...asked, offset, limit: PAGE })),
    ...byOffset,
    placeholderData: keepPreviousData,
  });

/** The newest rows of the notification centre, and how many nobody saw. */
export const newsQuery = queryOptions({
  queryKey: ["notifications", "news"],
  queryFn: ask((shell) => shell.notifications({ channel: "internal", state: "sent", limit: 5 })),
});

export const notificationQuery = (id: string) =>
  queryOptions({ queryKey: ["notification", id], queryFn: ask((shell) => shell.notification(id)) });

/** What a letter that came back says, once there is one. */
export const bounceQuery = (id: string, letter: string) =>
  queryOptions({
    queryKey: ["bounce", id, letter],
    queryFn: ask((shell) => shell.readBounce(id, letter)),
    enabled: letter !== "",
    // Somebody else's letter is not kept.
    gcTime: 0,
  });

export const notificationSettingsQuery = queryOptions({
  queryKey: ["notificationSettings"],
  queryFn: ask((shell) => shell.notificationSettings()),
});

export const templateQuery = (key: TemplateKey) =>
  queryOptions({
    queryKey: ["notificationSettings", "template", key],
    queryFn: ask((shell) => shell.template(key)),
    placeholderData: keepPreviousData,
  });
