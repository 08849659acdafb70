import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client";

/** The team as this console knows it; asks nobody. */
export const teamStatusQuery = queryOptions({
  queryKey: ["team", "status"],
  queryFn: ask((shell) => shell.teamStatus()),
});
/** The team as its relay tells it. */
export const teamMembersQuery = queryOptions({
  queryKey: ["team", "members"],
  queryFn: ask((shell) => shell.teamMembers()),
  staleTime: 0,
});
/** The invitation that was opened outside of the window and waits for an answer. */
export const invitationQuery = queryOptions({
  queryKey: ["invitation"],
  queryFn: ask((shell) => shell.openedInvitation()),
  retry: false,
});
