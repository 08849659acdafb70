import type { Flags } from "../../platform/types";
import type { Words } from "../../words";

/** "Ping events, Active": what is on, and how the store starts. */
export function flagWords(flags: Flags, { t, list }: Words): string {
  const on = (["pingActive", "getMenuActive", "cancellationEvents"] as const).filter((key) => flags[key]);
  return list([...on.map((key) => t(`option.${key}`)), t(`option.starts.${flags.status}`)]);
}
