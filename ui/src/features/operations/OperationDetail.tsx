import { useQuery } from "@tanstack/react-query";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Bar, Loading, Split } from "../../components/Page";
import { OUTCOME, OUTCOMES, type Outcome } from "../../components/wire";
import { useWords } from "../../i18n";
import { useView } from "../../navigation/useView";
import { operationQuery, operationStoresQuery } from "../../queries/operationQueries";
import css from "./OperationDetail.module.css";
import type { Panel } from "./panel";
import { RunPanel } from "./RunPanel";
import { StoreDetails } from "./StoreDetails";
import { StoreTable } from "./StoreTable";

const PAGE = 50;
type Props = { id: string; onDelivery(delivery: number): void; onRetry(panel: Panel): void };

export function OperationDetail({ id, onDelivery, onRetry }: Props) {
  const { t, number } = useWords();
  const { data: view } = useQuery(operationQuery(id));
  const [{ outcome = null, page: at = 1, row: store = null }, change] = useView("/merchants/$merchant/$tab");
  const offset = (at - 1) * PAGE;
  const { data: page } = useQuery(operationStoresQuery(id, outcome, offset, PAGE));
  if (!view || !page) return <Loading />;
  const opened = page.rows.find((row) => row.store === store) ?? null;
  const choose = (next: Outcome | null) => change({ outcome: next ?? undefined, page: undefined });
  const close = () => change({ row: undefined });
  const { counts } = view.row;
  const panel = opened ? (
    <StoreDetails
      store={opened}
      batch={view.batches.find((batch) => batch.index === opened.batch) ?? null}
      flags={view.flags}
      integration={view.row.integration}
      onDelivery={onDelivery}
      onClose={close}
    />
  ) : (
    <RunPanel view={view} onAgain={onRetry} onStores={choose} onPlan={() => onRetry({ kind: "plan" })} />
  );
  return (
    <Split panelTitle={t(`operation.title.${view.row.kind}`)} open={opened !== null} onClose={close} panel={panel}>
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
      <StoreTable stores={page.rows} selected={store} onOpen={(row) => change({ row: row.store })} />
      {page.total > PAGE && (
        <nav className={css.pages} aria-label={t("common.pages")}>
          <span>
            {t("common.range", {
              from: number(offset + 1),
              to: number(Math.min(page.total, offset + PAGE)),
              total: number(page.total),
            })}
          </span>
          <Button isDisabled={offset === 0} onPress={() => change({ page: at - 1 })}>
            {t("common.previous")}
          </Button>
          <Button isDisabled={offset + PAGE >= page.total} onPress={() => change({ page: at + 1 })}>
            {t("common.next")}
          </Button>
        </nav>
      )}
    </Split>
  );
}
