import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client";

/** Whether the window is locked; asked before everything else. */
export const lockQuery = queryOptions({ queryKey: ["lock"], queryFn: ask((shell) => shell.lockStatus()) });
/** A person's choices, for what is shown before an environment is. */
export const preferencesQuery = queryOptions({
  queryKey: ["preferences"],
  queryFn: ask((shell) => shell.preferences()),
});
/** The system says it when it is asked. */
export const diskQuery = queryOptions({
  queryKey: ["disk"],
  queryFn: ask((shell) => shell.diskState()),
  staleTime: 0,
});
