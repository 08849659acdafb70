import type { Flags, PlanView } from "../../api/types";
import { useWords } from "../../i18n";
import type { Mode } from "../../tree/states";
import { ConfirmRelease } from "./ConfirmRelease";
import { ConfirmRun } from "./ConfirmRun";
import { type Environment, runFacts } from "./runFacts";

type Props = {
  open: boolean;
  environment: Environment;
  plan: PlanView;
  mode: Mode;
  flags: Flags;
  settled: boolean;
  onClose(): void;
  onConfirm(): void;
};

/** The question before a large run: a press confirms provisioning, the typed number a release. */
export function Confirm({ open, environment, plan, mode, flags, settled, onClose, onConfirm }: Props) {
  const words = useWords();
  if (mode === "provision") return <ConfirmRun {...{ open, environment, plan, flags, settled, onClose, onConfirm }} />;
  const facts = runFacts(environment, plan, mode, flags, words);
  return <ConfirmRelease stores={plan.stores} {...{ open, facts, settled, onClose, onConfirm }} />;
}
