import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { TeamFactFilter, TeamFactPage } from "../api/types";
import { ask, PAGE } from "./client";

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

/** What members did, newest first. */
export const teamFactsQuery = (filter: TeamFactFilter) =>
  infiniteQueryOptions({
    queryKey: ["teamFacts", filter],
    queryFn: ask((shell, offset: number) => shell.teamFacts(filter, PAGE, offset)),
    initialPageParam: 0,
    getNextPageParam: (last: TeamFactPage, pages: TeamFactPage[]) => {
      const read = pages.reduce((sum, { rows }) => sum + rows.length, 0);
      return last.rows.length > 0 && read < last.total ? read : undefined;
    },
    placeholderData: keepPreviousData,
  });

/** Runs of colleagues, newest first. */
export const teamRunsQuery = queryOptions({
  queryKey: ["teamRuns"],
  queryFn: ask((shell) => shell.teamRuns()),
});

/** Stores of this environment that somebody of the team has. */
export const teamClaimsQuery = queryOptions({
  queryKey: ["teamClaims"],
  queryFn: ask((shell) => shell.teamClaims()),
});
