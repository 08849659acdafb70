import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client";

/** Links by which merchants anywhere sign in, as the team's relay tells of them now. */
export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: ask((shell) => shell.invitations()),
  staleTime: 0,
});
