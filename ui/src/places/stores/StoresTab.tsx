import { useEffect, useState } from "react";
import { useTreeOrNone, useTreePart } from "../../data/trees";
import { FailureNote } from "../../failures/FailureNote";
import { asFailure } from "../../failures/table";
import { useStep } from "../../frame/steps";
import { Bar, Empty, Split } from "../../parts/Page";
import { Spinner } from "../../parts/Spinner";
import type { Outcome } from "../../parts/wire";
import type { Flags, OperationRow, PlanSource } from "../../platform/types";
import type { Mode } from "../../tree/states";
import { useWords } from "../../words";
import { RightPanel } from "../plan/RightPanel";
import { SelectionBar } from "./SelectionBar";
import { StoreBar } from "./StoreBar";
import { StoreGrid } from "./StoreGrid";

/** What the right panel is about; `auto` is the operation under way, or else the plan. */
export type Given = {
  source: Exclude<PlanSource, { kind: "selection" | "stores" }>;
  integration: string;
  mode: Mode;
  /** Without them the person chooses. */
  flags?: Flags;
};
export type Panel =
  | { kind: "auto" }
  | { kind: "plan" }
  | { kind: "store"; row: number }
  | { kind: "operation"; id: string }
  | ({ kind: "again" } & Given);

type Props = {
  merchant: string;
  /** When the stores were last read; `null` before the first time. */
  refreshedAt: number | null;
  operations: OperationRow[];
  panel: Panel;
  setPanel(panel: Panel): void;
  onAuthorize(): void;
  onStores(operation: string, outcome?: Outcome): void;
};

export const UNDER_WAY: readonly OperationRow["state"][] = [
  "holding",
  "running",
  "pausing",
  "paused",
  "stopping",
  "waiting",
];

/** `auto` settled: the newest operation that still moves, or the plan. */
export function settlePanel(panel: Panel, operations: OperationRow[]): Exclude<Panel, { kind: "auto" }> {
  if (panel.kind !== "auto") return panel;
  const moving = operations.find((operation) => UNDER_WAY.includes(operation.state));
  return moving ? { kind: "operation", id: moving.id } : { kind: "plan" };
}

export function StoresTab({ merchant, refreshedAt, operations, panel, setPanel, onAuthorize, onStores }: Props) {
  const { t } = useWords();
  const step = useStep();
  const { tree, reading, error } = useTreeOrNone(merchant);
  // The tree is one object that changes in place: that it was read anew is heard from itself.
  const size = useTreePart(tree, (one) => one.structure.size);
  const [drawer, setDrawer] = useState(false);
  // A plan that was asked for elsewhere is what the person came for.
  useEffect(() => setDrawer((is) => is || panel.kind === "again"), [panel]);
  const shown = settlePanel(panel, operations);
  if (error)
    return (
      <Bar>
        <FailureNote failure={asFailure(error)} onStep={step} />
      </Bar>
    );
  if (size === 0 && !reading)
    return refreshedAt === null ? (
      <Empty title={t("stores.unread.title")} text={t("stores.unread.text")} action={<Spinner />} />
    ) : (
      <Empty title={t("stores.empty.title")} text={t("stores.empty.text")} testId="stores-empty" />
    );
  const show = (next: Panel) => {
    setPanel(next);
    setDrawer(true);
  };
  const moving = operations.find((one) => shown.kind === "operation" && one.id === shown.id);
  const title = {
    plan: t("plan.title"),
    again: t(shown.kind === "again" && shown.source.kind === "import" ? "plan.fileTitle" : "plan.againTitle"),
    store: t("store.details"),
    operation: t(`operation.title.${moving?.kind ?? "provision"}`),
  }[shown.kind];
  return (
    <Split
      panelTitle={title}
      open={drawer}
      onClose={() => setDrawer(false)}
      panel={
        <RightPanel
          merchant={merchant}
          tree={tree}
          panel={shown}
          setPanel={setPanel}
          onAuthorize={onAuthorize}
          onStores={onStores}
        />
      }
    >
      <StoreBar tree={tree} reading={reading} />
      <StoreGrid tree={tree} reading={reading} onOpen={(row) => show({ kind: "store", row })} />
      <SelectionBar tree={tree} moving={shown.kind === "operation"} onPanel={() => setDrawer(true)} />
    </Split>
  );
}
