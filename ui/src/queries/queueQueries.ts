import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client";

/** Every merchant across the providers: how far it has come, and what people keep about it. */
export const queueQuery = queryOptions({ queryKey: ["queue"], queryFn: ask((shell) => shell.queue()) });
