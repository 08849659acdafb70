import { useQuery } from "@tanstack/react-query";
import type { TeamClaimRow } from "../../api/types";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { Note } from "../../components/Note";
import { PanelTitle } from "../../components/Page";
import { State } from "../../components/State";
import { useAct } from "../../components/useAct";
import { STORE } from "../../components/wire";
import { useWords } from "../../i18n";
import { remarkText } from "../../i18n/remarkText";
import { storeLatestQuery } from "../../queries/merchantQueries";
import { useTree } from "../../queries/trees";
import { useNow } from "../../queries/useNow";
import { usePlatform } from "../../queries/usePlatform";
import type { StoreTree } from "../../tree/model";
import { STORE_STATES } from "../../tree/states";
import { storeFacts } from "../operations/storeFacts";
import { claimWord } from "../team/claims";

type Props = {
  merchant: string;
  tree: StoreTree;
  row: number;
  onClose(): void;
  onOperation(operation: string): void;
};

function LockNote({ lock }: { lock: TeamClaimRow }) {
  const words = useWords();
  const now = useNow(10_000);
  const platform = usePlatform();
  const [ask, asking] = useAct(() => platform.askToLetGo([lock.store]));
  return (
    <Note tone="run" icon="lock" testId="store-lock">
      {claimWord(lock, now, words)}
      {lock.stage === "planned" && (
        <Button look="link" onPress={() => ask()} busy={asking} unready={lock.weAsked} testId="store-ask">
          {words.t(lock.weAsked ? "team.claim.asked" : "team.claim.ask")}
        </Button>
      )}
    </Note>
  );
}

/** What is known about one store, and why it can or cannot be chosen. */
export function StorePanel({ merchant, tree, row, onClose, onOperation }: Props) {
  const words = useWords();
  const { t, number } = words;
  useTree(tree);
  const { columns } = tree;
  const state = STORE_STATES[columns.state[row]];
  const { tone, icon, word } = STORE[state];
  const parent = tree.structure.parent[row];
  const below = tree.structure.end[row] - row - 1;
  const integration = columns.integrations[columns.integration[row]];
  const facts = [
    { label: t("stores.id"), value: columns.ids.of(row), mono: true },
    { label: t("stores.brand"), value: columns.brands[columns.brand[row]] },
    ...(parent >= 0 ? [{ label: t("store.parent"), value: columns.names.of(parent) }] : []),
    ...(below > 0 ? [{ label: t("store.children"), value: number(below) }] : []),
    ...(integration ? [{ label: t("store.integration"), value: integration, mono: true }] : []),
  ];
  const note = tree.note(row);
  const lock = tree.locks.of(row);
  const { data: latest } = useQuery(storeLatestQuery(merchant, columns.ids.of(row)));
  return (
    <>
      <PanelTitle>{columns.names.of(row).trim() || t("store.noName")}</PanelTitle>
      <State tone={tone} icon={icon} word={t(word)} testId="store-state" />
      {lock && <LockNote lock={lock} />}
      {note && <Note tone={tone}>{remarkText(note, t)}</Note>}
      <Card>
        <Facts facts={facts} />
      </Card>
      <p>{t(`store.why.${state}`)}</p>
      {latest && (
        <>
          <h3>{t("store.latest")}</h3>
          <Card testId="store-latest">
            <Facts facts={storeFacts(latest, words)} />
          </Card>
          <Button wide onPress={() => onOperation(latest.operation)} testId="store-operation">
            {t("store.toOperation")}
          </Button>
        </>
      )}
      <Button wide look={latest ? "ghost" : undefined} onPress={onClose}>
        {t("store.toPlan")}
      </Button>
    </>
  );
}
