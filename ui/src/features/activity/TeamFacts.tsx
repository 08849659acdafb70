import { useInfiniteQuery } from "@tanstack/react-query";
import type { TeamFactRow } from "../../api/types";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Empty, Loading, Split } from "../../components/Page";
import { type ColumnOf, Table } from "../../components/Table";
import { When } from "../../components/When";
import { useWords } from "../../i18n";
import { useTypedText, useView } from "../../navigation/useView";
import { teamFactsQuery } from "../../queries/teamQueries";
import { useNow } from "../../queries/useNow";
import css from "./Activity.module.css";
import { TeamFactBar } from "./TeamFactBar";
import { TeamFactPanel } from "./TeamFactPanel";
import { LISTED, personOf, teamFactWord } from "./teamFacts";

/** What everybody of the team did, newest first. */
export function TeamFacts() {
  const { t } = useWords();
  const [view, change] = useView("/activity");
  const [search, setSearch] = useTypedText(view.search ?? "", (search) => change({ search }));
  const now = useNow(60_000);
  const what = LISTED.filter((known) => known === view.what);
  const filter = { what, person: view.actor ?? null, merchant: null, search };
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(teamFactsQuery(filter));
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const open = rows.find((row) => row.seq === view.open);
  const any = search !== "" || what.length > 0 || view.actor !== undefined;
  const columns: ColumnOf<TeamFactRow>[] = [
    {
      id: "time",
      title: t("activity.time"),
      width: "132px",
      mono: true,
      show: (row) => <When at={row.at} now={now} />,
    },
    { id: "actor", title: t("activity.actor"), width: "22%", show: (row) => <bdi>{personOf(row, t)}</bdi> },
    { id: "act", title: t("activity.act"), width: "31%", show: (row) => teamFactWord(row, t) },
    {
      id: "subject",
      title: t("activity.subject"),
      show: (row) => <span title={row.about || row.subject}>{row.about || row.subject}</span>,
    },
  ];
  return (
    <Split
      panelTitle={open ? teamFactWord(open, t) : t("activity.of.team")}
      open={open !== undefined}
      onClose={() => change({ open: undefined })}
      panel={open ? <TeamFactPanel row={open} /> : <p className={css.hint}>{t("team.facts.choose")}</p>}
      testId="team-fact-panel"
    >
      <TeamFactBar
        search={search}
        onSearch={setSearch}
        view={view}
        onChange={change}
        people={data?.pages[0]?.people ?? []}
      />
      {error && <FailureNote failure={asFailure(error)} />}
      {!data && !error && <Loading />}
      {data && rows.length === 0 && (
        <Empty
          title={t(any ? "activity.noMatch" : "activity.empty.title")}
          text={t(any ? "activity.noMatchText" : "team.facts.empty.text")}
        />
      )}
      {rows.length > 0 && (
        <Table
          label={t("activity.of.team")}
          columns={columns}
          rows={rows}
          idOf={(row) => row.seq}
          selected={view.open ?? null}
          onOpen={({ seq }) => change({ open: seq })}
          testId="team-fact-row"
        />
      )}
      {hasNextPage && (
        <div className={css.more}>
          <Button onPress={() => void fetchNextPage()} busy={isFetchingNextPage} testId="team-facts-older">
            {t("common.older")}
          </Button>
        </div>
      )}
    </Split>
  );
}
