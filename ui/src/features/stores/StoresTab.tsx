import { useEffect, useState } from "react";
import type { OperationRow } from "../../api/types";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Bar, Empty, Split } from "../../components/Page";
import { Spinner } from "../../components/Spinner";
import type { Outcome } from "../../components/wire";
import { useWords } from "../../i18n";
import { useStep } from "../../navigation/steps";
import { useTreeOrNone, useTreePart } from "../../queries/trees";
import { type Panel, settlePanel } from "../operations/panel";
import { RightPanel } from "./RightPanel";
import { SelectionBar } from "./SelectionBar";
import { StoreBar } from "./StoreBar";
import { StoreGrid } from "./StoreGrid";

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
