import type { Flags } from "../../api/types";
import type { Fact } from "../../components/Card";
import type { Words } from "../../i18n";

const SWITCHES = ["pingActive", "getMenuActive", "cancellationEvents"] as const;

/** "Ping events and starts active": what is on, and how the store starts. */
export function flagWords(flags: Flags, { t, list }: Words): string {
  const on = SWITCHES.filter((key) => flags[key]);
  return list([...on.map((key) => t(`option.${key}`)), t(`option.starts.${flags.status}`)]);
}

/** Every option, one a line, where none can be changed. */
export function flagFacts(flags: Flags, { t }: Words): Fact[] {
  const switches = SWITCHES.map((key) => ({
    label: t(`option.${key}`),
    value: t(flags[key] ? "option.on" : "option.off"),
  }));
  return [...switches, { label: t("option.status"), value: t(`option.${flags.status}`) }];
}
