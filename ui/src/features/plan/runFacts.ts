import type { Flags, PlanView, ProfileKind } from "../../api/types";
import type { Fact } from "../../components/Card";
import type { Words } from "../../i18n";
import type { Mode } from "../../tree/states";
import { batchWords } from "./batches";
import { flagWords } from "./flags";

/** Where a run goes. */
export type Environment = { name: string; kind: ProfileKind };

/** More stores than this leave only after a question. */
const UNASKED = 20;

/** Whether a person is asked before a run leaves; a release of many asks for their number. */
export function asks(mode: Mode, stores: number, flags: Flags, environment: Environment | null): boolean {
  if (stores > UNASKED) return true;
  return mode === "provision" && flags.status === "ACTIVE" && environment?.kind === "production";
}

/** Where a run goes, how much of it there is, with what, and for how long. */
export function runFacts(environment: Environment, plan: PlanView, mode: Mode, flags: Flags, words: Words): Fact[] {
  const { t, number, span } = words;
  const kind = t(`kind.${environment.kind}`);
  const name = environment.kind === "sandbox" ? kind : `${environment.name} · ${kind}`;
  return [
    { label: t("confirmRun.environment"), value: name },
    { label: t("plan.integration"), value: plan.integration, mono: true },
    { label: t(`plan.stores.${mode}`), value: number(plan.stores) },
    { label: t("plan.requests"), value: batchWords(plan.batches, number) },
    ...(mode === "provision" ? [{ label: t("confirmRun.options"), value: flagWords(flags, words) }] : []),
    {
      label: t("confirmRun.estimate"),
      value: t("confirmRun.estimateValue", { time: span(plan.seconds * 1000) }),
    },
  ];
}
