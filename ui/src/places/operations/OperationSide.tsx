import { usePlatform } from "../../data/platform";
import { useOperation } from "../../data/queries";
import { useAct } from "../../data/useAct";
import { FailureNote } from "../../failures/FailureNote";
import { asFailure } from "../../failures/table";
import { useStep } from "../../frame/steps";
import type { Panel } from "../stores/StoresTab";
import { OperationPanel } from "./OperationPanel";

type Props = { id: string; onPlan(): void; onAgain(panel: Extract<Panel, { kind: "again" }>): void; onStores(): void };

export function OperationSide({ id, onPlan, onAgain, onStores }: Props) {
  const platform = usePlatform();
  const step = useStep();
  const { data: view, error } = useOperation(id);
  const [stop, stopping] = useAct(() => platform.stopOperation(id));
  if (error) return <FailureNote failure={asFailure(error)} onStep={step} />;
  if (!view) return null;
  const again = (kind: "failed_of" | "unsent_of") =>
    onAgain({ kind: "again", source: { kind, operation: id }, integration: view.row.integration });
  return (
    <OperationPanel
      view={view}
      stopping={stopping}
      onStop={stop}
      onStep={step}
      onRetry={() => again("failed_of")}
      onUnsent={() => again("unsent_of")}
      onStores={onStores}
      onPlan={onPlan}
    />
  );
}
