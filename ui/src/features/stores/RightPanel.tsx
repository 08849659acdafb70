import type { Outcome } from "../../components/wire";
import type { StoreTree } from "../../tree/model";
import { OperationSide } from "../operations/OperationSide";
import type { Panel, Shown } from "../operations/panel";
import { PlanSide } from "../plan/PlanSide";
import { StorePanel } from "./StorePanel";

type Props = {
  merchant: string;
  tree: StoreTree;
  panel: Shown;
  setPanel(panel: Panel): void;
  onAuthorize(): void;
  onStores(operation: string, outcome?: Outcome): void;
};

export function RightPanel({ merchant, tree, panel, setPanel, onStores }: Props) {
  switch (panel.kind) {
    case "store":
      return panel.row < tree.structure.size ? (
        <StorePanel
          merchant={merchant}
          tree={tree}
          row={panel.row}
          onClose={() => setPanel({ kind: "auto" })}
          onOperation={onStores}
        />
      ) : null;
    case "operation":
      return (
        <OperationSide
          id={panel.id}
          onPlan={() => setPanel({ kind: "plan" })}
          onAgain={setPanel}
          onStores={(outcome) => onStores(panel.id, outcome ?? undefined)}
        />
      );
    case "again":
      return (
        <PlanSide
          key={JSON.stringify(panel.source)}
          merchant={merchant}
          tree={tree}
          again={panel}
          onCancel={() =>
            setPanel(
              panel.source.kind === "import" ? { kind: "plan" } : { kind: "operation", id: panel.source.operation },
            )
          }
          onStarted={(id) => setPanel({ kind: "operation", id })}
        />
      );
    case "plan":
      return <PlanSide merchant={merchant} tree={tree} onStarted={(id) => setPanel({ kind: "operation", id })} />;
  }
}
