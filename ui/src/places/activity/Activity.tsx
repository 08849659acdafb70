import { useState } from "react";
import { useActivity } from "../../data/queries";
import { useLater } from "../../data/useLater";
import { useNow } from "../../data/useNow";
import { FailureNote } from "../../failures/FailureNote";
import { asFailure } from "../../failures/table";
import { Button } from "../../parts/Button";
import { Search } from "../../parts/Field";
import { Bar, Empty, Head, Loading } from "../../parts/Page";
import { type ColumnOf, Table } from "../../parts/Table";
import type { AuditRow } from "../../platform/types";
import { useWords } from "../../words";
import css from "./Activity.module.css";
import { actWord } from "./acts";

export function Activity() {
  const { t, number, time } = useWords();
  const [search, setSearch] = useState("");
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useActivity(useLater(search, 200));
  const now = useNow(60_000);
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  const columns: ColumnOf<AuditRow>[] = [
    { id: "time", title: t("deliveries.time"), width: "160px", mono: true, show: (row) => time(row.at, now) },
    { id: "actor", title: t("activity.actor"), width: "14%", quiet: true, show: (row) => row.actor },
    { id: "act", title: t("activity.act"), width: "26%", show: (row) => actWord(row.act, t) },
    { id: "subject", title: t("activity.subject"), show: (row) => <span title={row.subject}>{row.subject}</span> },
    {
      id: "detail",
      title: t("activity.detail"),
      quiet: true,
      show: (row) => <span title={row.detail ?? undefined}>{row.detail ?? ""}</span>,
    },
  ];
  return (
    <>
      <Head
        title={t("place.activity")}
        meta={data && <span>{t("activity.total", { count: total, number: number(total) })}</span>}
      />
      <Bar>
        <Search label={t("activity.search")} value={search} onChange={setSearch} testId="activity-search" />
      </Bar>
      {error && <FailureNote failure={asFailure(error)} />}
      {!data && !error && <Loading />}
      {data && rows.length === 0 && <Empty title={t("activity.empty.title")} text={t("activity.empty.text")} />}
      {rows.length > 0 && (
        <Table label={t("place.activity")} columns={columns} rows={rows} idOf={(row) => row.id} testId="activity-row" />
      )}
      {hasNextPage && (
        <div className={css.more}>
          <Button onPress={() => void fetchNextPage()} busy={isFetchingNextPage} testId="activity-older">
            {t("common.older")}
          </Button>
        </div>
      )}
    </>
  );
}
