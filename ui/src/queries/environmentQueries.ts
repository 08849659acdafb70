import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client";

export const startQuery = queryOptions({ queryKey: ["start"], queryFn: ask((shell) => shell.start()) });
/** The system keeps it, and may change it at any time. */
export const startsAtLoginQuery = queryOptions({
  queryKey: ["startsAtLogin"],
  queryFn: ask((shell) => shell.startsAtLogin()),
  staleTime: 0,
});
export const profileQuery = queryOptions({ queryKey: ["profile"], queryFn: ask((shell) => shell.profileDetail()) });
export const connectionQuery = queryOptions({ queryKey: ["connection"], queryFn: ask((shell) => shell.connection()) });
/** How many there are of what the side bar leads to. */
export const countsQuery = queryOptions({ queryKey: ["counts"], queryFn: ask((shell) => shell.counts()) });
/** What needs a person, and how things stand. */
export const overviewQuery = queryOptions({ queryKey: ["overview"], queryFn: ask((shell) => shell.overview()) });
/** Walked when a person asks for it, never by itself; what was found stays until the next walk. */
export const checkQuery = queryOptions({
  queryKey: ["check"],
  queryFn: ask((shell) => shell.check()),
  enabled: false,
  gcTime: Number.POSITIVE_INFINITY,
});
export const deprecationsQuery = queryOptions({
  queryKey: ["deprecations"],
  queryFn: ask((shell) => shell.deprecations()),
});
/** Nothing says when it becomes stale: it is read when it is looked at. */
export const recordStatsQuery = queryOptions({
  queryKey: ["recordStats"],
  queryFn: ask((shell) => shell.recordStats()),
  staleTime: 0,
});
/** What goes on by itself, and whether any of it broke off. */
export const workersQuery = queryOptions({
  queryKey: ["workers"],
  queryFn: ask((shell) => shell.workers()),
});
/** Whether there is a newer version of the program. */
export const updatesQuery = queryOptions({ queryKey: ["updates"], queryFn: ask((shell) => shell.updateStatus()) });
export const rappiSettingsQuery = queryOptions({
  queryKey: ["rappiSettings"],
  queryFn: ask((shell) => shell.rappiSettings()),
});
export const ratepaySettingsQuery = queryOptions({
  queryKey: ["ratepaySettings"],
  queryFn: ask((shell) => shell.ratepaySettings()),
});
export const rainforestSettingsQuery = queryOptions({
  queryKey: ["rainforestSettings"],
  queryFn: ask((shell) => shell.rainforestSettings()),
});
export const networkSettingsQuery = queryOptions({
  queryKey: ["networkSettings"],
  queryFn: ask((shell) => shell.networkSettings()),
});
