import { useQuery } from "@tanstack/react-query";
import type { DriftRow, MerchantRow } from "../../api/types";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Note } from "../../components/Note";
import { Bar, Empty, Loading } from "../../components/Page";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { useAct } from "../../components/useAct";
import { DRIFT } from "../../components/wire";
import { useWords } from "../../i18n";
import { driftQuery } from "../../queries/merchantQueries";
import { useNow } from "../../queries/useNow";
import { usePlatform } from "../../queries/usePlatform";
import css from "./DriftTab.module.css";

/** What changed without us, and results that never reached us: what nobody sees, nobody mends. */
export function DriftTab({ merchant }: { merchant: MerchantRow }) {
  const { t, number, moment } = useWords();
  const platform = usePlatform();
  const now = useNow(60_000);
  const { data: rows, error } = useQuery(driftQuery(merchant.id));
  const newest = rows?.[0]?.id ?? 0;
  const [see, seeing] = useAct(() => platform.seeDrift(merchant.id, newest));
  if (error)
    return (
      <Bar>
        <FailureNote failure={asFailure(error)} />
      </Bar>
    );
  if (!rows) return <Loading />;
  const columns: ColumnOf<DriftRow>[] = [
    {
      id: "store",
      title: t("stores.store"),
      width: "28%",
      show: (row) => (
        <span className={row.seenAt === null ? css.fresh : undefined} title={`${row.name} · ${row.store}`}>
          {row.name.trim() || row.store}
        </span>
      ),
    },
    { id: "id", title: t("stores.id"), width: "90px", mono: true, show: (row) => row.store },
    {
      id: "change",
      title: t("drift.change"),
      width: "20%",
      show: (row) => {
        const { tone, icon, word } = DRIFT[row.change];
        return <State tone={tone} icon={icon} word={t(word)} />;
      },
    },
    { id: "before", title: t("drift.before"), width: "16%", quiet: true, show: (row) => row.before ?? "–" },
    { id: "after", title: t("drift.after"), width: "16%", quiet: true, show: (row) => row.after ?? "–" },
    { id: "at", title: t("drift.found"), quiet: true, show: (row) => moment(row.at, now) },
  ];
  return (
    <>
      {(merchant.missedWebhooks > 0 || merchant.drift > 0) && (
        <div className={css.head}>
          {merchant.missedWebhooks > 0 && (
            <Note tone="late" testId="drift-missed">
              {t("drift.missed", { count: merchant.missedWebhooks, number: number(merchant.missedWebhooks) })}
            </Note>
          )}
          {merchant.drift > 0 && (
            <Button onPress={see} busy={seeing} testId="drift-seen">
              {t("drift.seen", { count: merchant.drift })}
            </Button>
          )}
        </div>
      )}
      {rows.length === 0 ? (
        <Empty title={t("drift.empty.title")} text={t("drift.empty.text")} testId="drift-empty" />
      ) : (
        <Table
          label={t("merchant.tab.drift")}
          columns={columns}
          rows={rows}
          idOf={(row) => row.id}
          testId="drift-row"
        />
      )}
    </>
  );
}
