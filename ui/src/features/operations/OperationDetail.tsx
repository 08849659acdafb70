import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Bar, Loading, Split } from "../../components/Page";
import { OUTCOME, OUTCOMES, type Outcome } from "../../components/wire";
import { useWords } from "../../i18n";
import { operationQuery, operationStoresQuery } from "../../queries/operationQueries";
import css from "./OperationDetail.module.css";
import type { Panel } from "./panel";
import { RunPanel } from "./RunPanel";
import { StoreDetails } from "./StoreDetails";
import { StoreTable } from "./StoreTable";

const PAGE = 50;
type Props = { id: string; first: Outcome | null; onDelivery(delivery: number): void; onRetry(panel: Panel): void };

export function OperationDetail({ id, first, onDelivery, onRetry }: Props) {
  const { t, number } = useWords();
  const { data: view } = useQuery(operationQuery(id));
  const [outcome, setOutcome] = useState<Outcome | null>(first);
  const [offset, setOffset] = useState(0);
  const [store, setStore] = useState<string | null>(null);
  const { data: page } = useQuery(operationStoresQuery(id, outcome, offset, PAGE));
  if (!view || !page) return <Loading />;
  const opened = page.rows.find((row) => row.store === store) ?? null;
  const choose = (next: Outcome | null) => {
    setOutcome(next);
    setOffset(0);
  };
  const { counts } = view.row;
  const panel = opened ? (
    <StoreDetails
      store={opened}
      batch={view.batches.find((batch) => batch.index === opened.batch) ?? null}
      flags={view.flags}
      integration={view.row.integration}
      onDelivery={onDelivery}
      onClose={() => setStore(null)}
    />
  ) : (
    <RunPanel view={view} onAgain={onRetry} onStores={choose} onPlan={() => onRetry({ kind: "plan" })} />
  );
  return (
    <Split
      panelTitle={t(`operation.title.${view.row.kind}`)}
      open={opened !== null}
      onClose={() => setStore(null)}
      panel={panel}
    >
      <Bar>
        <Chip
          on={outcome === null}
          onChange={() => choose(null)}
          label={t("common.all")}
          count={number(counts.total)}
          testId="outcome-all"
        />
        {OUTCOMES.filter((one) => counts[one] > 0).map((one) => (
          <Chip
            key={one}
            on={outcome === one}
            onChange={(on) => choose(on ? one : null)}
            label={t(OUTCOME[one].word)}
            count={number(counts[one])}
            testId={`outcome-${one}`}
          />
        ))}
      </Bar>
      <StoreTable stores={page.rows} selected={store} onOpen={(row) => setStore(row.store)} />
      {page.total > PAGE && (
        <nav className={css.pages} aria-label={t("common.pages")}>
          <span>
            {t("common.range", {
              from: number(offset + 1),
              to: number(Math.min(page.total, offset + PAGE)),
              total: number(page.total),
            })}
          </span>
          <Button isDisabled={offset === 0} onPress={() => setOffset(offset - PAGE)}>
            {t("common.previous")}
          </Button>
          <Button isDisabled={offset + PAGE >= page.total} onPress={() => setOffset(offset + PAGE)}>
            {t("common.next")}
          </Button>
        </nav>
      )}
    </Split>
  );
}
