import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ActivityRow } from "../../api/types";
import { Button } from "../../components/Button";
import { ExportMenu } from "../../components/ExportMenu";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Empty, Head, Loading, Split } from "../../components/Page";
import { type ColumnOf, Table } from "../../components/Table";
import { When } from "../../components/When";
import { useWords } from "../../i18n";
import { useTypedText, useView } from "../../navigation/useView";
import { activityCheckedQuery, activityKindsQuery, activityQuery } from "../../queries/activityQueries";
import { useNow } from "../../queries/useNow";
import { usePlatform } from "../../queries/usePlatform";
import css from "./Activity.module.css";
import { ActivityBar, useActivityFilter, usePerson } from "./ActivityBar";
import { ActPanel } from "./ActPanel";
import { actWord } from "./acts";
import { ProofLine, ProofNote } from "./Proof";

/** What was done on this computer, and whether anybody changed what is written about it. */
export function ThisComputer({ pick }: { pick: ReactNode }) {
  const { t, number, language } = useWords();
  const platform = usePlatform();
  const [view, change] = useView("/activity");
  const [search, setSearch] = useTypedText(view.search ?? "", (search) => change({ search }));
  const now = useNow(60_000);
  const { data: kinds } = useQuery(activityKindsQuery);
  const { filter, any } = useActivityFilter(view, kinds, now);
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(
    activityQuery(filter),
  );
  const checked = useQuery(activityCheckedQuery);
  const check = () => {
    void refetch();
    void checked.refetch();
  };
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  const open = rows.find((row) => row.id === view.open);
  const person = usePerson();
  const columns: ColumnOf<ActivityRow>[] = [
    {
      id: "time",
      title: t("activity.time"),
      width: "132px",
      mono: true,
      show: (row) => <When at={row.at} now={now} />,
    },
    {
      id: "actor",
      title: t("activity.actor"),
      width: "110px",
      quiet: true,
      minor: true,
      show: (row) => <span title={person(row.actor)}>{person(row.actor)}</span>,
    },
    { id: "act", title: t("activity.act"), width: "34%", show: (row) => actWord(row, t) },
    { id: "subject", title: t("activity.subject"), show: (row) => <span title={row.subject}>{row.subject}</span> },
  ];
  return (
    <>
      <Head
        title={t("place.activity")}
        meta={
          data && (
            <>
              <span>{t("activity.total", { count: total, number: number(total) })}</span>
              <ProofLine />
            </>
          )
        }
        actions={
          <>
            {pick}
            <ExportMenu
              label={t("export.open")}
              formats={["xlsx", "csv", "json"]}
              write={(format) => platform.exportActivity(filter, format, language)}
              disabled={rows.length === 0}
              testId="activity-export"
            />
            <Button onPress={check} busy={checked.isFetching} testId="activity-check">
              {t("activity.check")}
            </Button>
          </>
        }
      />
      <ProofNote />
      <Split
        panelTitle={open ? actWord(open, t) : t("place.activity")}
        open={open !== undefined}
        onClose={() => change({ open: undefined })}
        panel={open ? <ActPanel row={open} /> : <p className={css.hint}>{t("activity.choose")}</p>}
        testId="act-panel"
      >
        <ActivityBar search={search} onSearch={setSearch} view={view} onChange={change} kinds={kinds} />
        {error && <FailureNote failure={asFailure(error)} />}
        {!data && !error && <Loading />}
        {data && rows.length === 0 && (
          <Empty
            title={t(any ? "activity.noMatch" : "activity.empty.title")}
            text={t(any ? "activity.noMatchText" : "activity.empty.text")}
          />
        )}
        {rows.length > 0 && (
          <Table
            label={t("place.activity")}
            columns={columns}
            rows={rows}
            idOf={(row) => row.id}
            selected={view.open ?? null}
            onOpen={({ id }) => change({ open: id })}
            testId="activity-row"
          />
        )}
        {hasNextPage && (
          <div className={css.more}>
            <Button onPress={() => void fetchNextPage()} busy={isFetchingNextPage} testId="activity-older">
              {t("common.older")}
            </Button>
          </div>
        )}
      </Split>
    </>
  );
}
