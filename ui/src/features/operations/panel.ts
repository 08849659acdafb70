import type { Flags, OperationRow, PlanSource } from "../../api/types";
import type { Mode } from "../../tree/states";

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
  | { kind: "operation"; id: string }
  | ({ kind: "again" } & Given);

/** What it shows now; a store that the address names goes before all else. */
export type Shown = Exclude<Panel, { kind: "auto" }> | { kind: "store"; row: number };

const UNDER_WAY: readonly OperationRow["state"][] = ["holding", "running", "pausing", "paused", "stopping", "waiting"];

/** `auto` settled: the newest operation that still moves, or the plan. */
export function settlePanel(panel: Panel, operations: OperationRow[]): Exclude<Panel, { kind: "auto" }> {
  if (panel.kind !== "auto") return panel;
  const moving = operations.find((operation) => UNDER_WAY.includes(operation.state));
  return moving ? { kind: "operation", id: moving.id } : { kind: "plan" };
}
