import type { OperationView } from "../../api/types";
import type { Outcome } from "../../components/wire";
import { useStep } from "../../navigation/steps";
import { OperationPanel } from "./OperationPanel";
import type { Panel } from "./panel";
import { useOperationActs } from "./useOperationActs";

export type RunPanelProps = {
  onPlan(): void;
  onAgain(panel: Extract<Panel, { kind: "again" }>): void;
  onStores(outcome: Outcome | null): void;
};

/** The panel of a run with its acts; another try is of the same kind and for the same integration. */
export function RunPanel({ view, onPlan, onAgain, onStores }: RunPanelProps & { view: OperationView }) {
  const step = useStep();
  const { id, integration, kind: mode } = view.row;
  const acts = useOperationActs(id);
  const again = (kind: "failed_of" | "unsent_of") =>
    onAgain({ kind: "again", source: { kind, operation: id }, integration, mode });
  return (
    <OperationPanel
      view={view}
      acts={acts}
      onStep={step}
      onRetry={() => again("failed_of")}
      onUnsent={() => again("unsent_of")}
      onStores={onStores}
      onPlan={onPlan}
    />
  );
}
