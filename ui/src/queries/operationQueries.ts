import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { StoreState } from "../api/types";
import { ask } from "./client";

/** Those of a merchant, or of all. */
export const operationsQuery = (merchant: string | null) =>
  queryOptions({ queryKey: ["operations", merchant], queryFn: ask((shell) => shell.operations(merchant)) });

export const operationQuery = (id: string) =>
  queryOptions({ queryKey: ["operation", id], queryFn: ask((shell) => shell.operation(id)) });

export const operationStoresQuery = (id: string, outcome: StoreState | null, offset: number, limit: number) =>
  queryOptions({
    queryKey: ["operationStores", id, outcome, offset, limit],
    queryFn: ask((shell) => shell.operationStores(id, outcome, offset, limit)),
    placeholderData: keepPreviousData,
  });
