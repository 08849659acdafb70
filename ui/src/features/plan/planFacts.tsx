import type { Flags, PlanView } from "../../api/types";
import type { Fact } from "../../components/Card";
import type { Words } from "../../i18n";
import type { Mode } from "../../tree/states";
import { batchWords } from "./batches";
import { flagFacts } from "./flags";

/** How many go, in how many requests, and how many stay; with options that cannot be changed here. */
export function planFacts(plan: PlanView | null, mode: Mode, flags: Flags | null, words: Words): Fact[] {
  const { t, number } = words;
  const stores = plan?.stores ?? 0;
  return [
    { label: t(`plan.stores.${mode}`), value: <span data-testid="plan-stores">{number(stores)}</span> },
    { label: t("plan.requests"), value: plan && stores > 0 ? batchWords(plan.batches, number) : "0" },
    ...(plan && plan.waves > 1 ? [{ label: t("plan.waves"), value: t("plan.wavesValue", { count: plan.waves }) }] : []),
    { label: t("plan.leftOut"), value: number(plan?.leftOutTotal ?? 0) },
    ...(flags ? flagFacts(flags, words) : []),
  ];
}
