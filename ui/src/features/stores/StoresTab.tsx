import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { OperationRow, TeamClaimRow } from "../../api/types";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Bar, Empty, Split } from "../../components/Page";
import { Spinner } from "../../components/Spinner";
import type { Outcome } from "../../components/wire";
import { useWords } from "../../i18n";
import { useStep } from "../../navigation/steps";
import { useView } from "../../navigation/useView";
import { teamClaimsQuery } from "../../queries/teamQueries";
import { useTreeOrNone, useTreePart } from "../../queries/trees";
import { rowOf } from "../../tree/ids";
import { type Panel, type Shown, settlePanel } from "../operations/panel";
import { HeldByColleagues } from "../team/HeldByColleagues";
import { WantedByColleagues } from "../team/WantedByColleagues";
import { RightPanel } from "./RightPanel";
import { SelectionBar } from "./SelectionBar";
import { StoreBar } from "./StoreBar";
import { StoreGrid } from "./StoreGrid";
import { useTreeAddress } from "./useTreeAddress";

const NONE: TeamClaimRow[] = [];

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
  const [{ store }, change] = useView("/merchants/$merchant/$tab");
  useTreeAddress(tree);
  const { data: claims = NONE } = useQuery(teamClaimsQuery);
  useEffect(() => tree.setClaims(claims), [tree, claims]);
  const locked = useTreePart(tree, (one) => one.locks);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a tree that was read anew has its stores in other rows
  const row = useMemo(() => (store === undefined ? -1 : rowOf(tree.columns.ids, store)), [tree, size, store]);
  const [drawer, setDrawer] = useState(store !== undefined);
  // A plan that was asked for elsewhere is what the person came for.
  useEffect(() => setDrawer((is) => is || panel.kind === "again"), [panel]);
  const shown: Shown = row >= 0 ? { kind: "store", row } : settlePanel(panel, operations);
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
  const open = (next: number) => {
    change({ store: tree.columns.ids.of(next) });
    setDrawer(true);
  };
  const close = () => change({ store: undefined });
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
      onClose={() => {
        setDrawer(false);
        close();
      }}
      panel={
        <RightPanel
          merchant={merchant}
          tree={tree}
          panel={shown}
          setPanel={(next) => {
            close();
            setPanel(next);
          }}
          onAuthorize={onAuthorize}
          onStores={onStores}
        />
      }
    >
      <StoreBar tree={tree} reading={reading} />
      <WantedByColleagues />
      <HeldByColleagues claims={locked.all} />
      <StoreGrid tree={tree} reading={reading} onOpen={open} />
      <SelectionBar tree={tree} moving={shown.kind === "operation"} onPanel={() => setDrawer(true)} />
    </Split>
  );
}
