import { useQuery } from "@tanstack/react-query";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import type { Outcome } from "../../components/wire";
import { useStep } from "../../navigation/steps";
import { operationQuery } from "../../queries/operationQueries";
import { OperationPanel } from "./OperationPanel";
import type { Panel } from "./panel";
import { useOperationActs } from "./useOperationActs";

type Props = {
  id: string;
  onPlan(): void;
  onAgain(panel: Extract<Panel, { kind: "again" }>): void;
  onStores(outcome: Outcome | null): void;
};

export function OperationSide({ id, onPlan, onAgain, onStores }: Props) {
  const step = useStep();
  const { data: view, error } = useQuery(operationQuery(id));
  const acts = useOperationActs(id);
  if (error) return <FailureNote failure={asFailure(error)} onStep={step} />;
  if (!view) return null;
  const again = (kind: "failed_of" | "unsent_of") =>
    onAgain({ kind: "again", source: { kind, operation: id }, integration: view.row.integration, mode: view.row.kind });
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
