import { useInfiniteQuery } from "@tanstack/react-query";
import type { HappeningRow } from "../../api/types";
import { statusOf } from "../../components/applicationStatus";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Loading } from "../../components/Page";
import { providerName } from "../../components/provider";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { useWords } from "../../i18n";
import { businessTimelineQuery } from "../../queries/businessQueries";
import { usePerson } from "../activity/ActivityBar";
import { actWord } from "../activity/acts";
import { disputeReason } from "../deliveries/disputeReason";

type Row = HappeningRow & { key: number };

/** What happened at all providers, the newest first. */
export function Timeline({ id }: { id: string }) {
  const { t, moment, day } = useWords();
  const person = usePerson();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(businessTimelineQuery(id));
  if (error) return <FailureNote failure={asFailure(error)} />;
  if (!data) return <Loading />;
  const rows: Row[] = data.pages.flat().map((row, key) => ({ ...row, key }));
  if (rows.length === 0) return <p>{t("business.nothing")}</p>;
  const what = ({ what: it }: Row) => {
    if (it.kind === "status") return <State {...statusOf(it.status, t)} />;
    if (it.kind === "dispute") return `${t("business.dispute")} · ${disputeReason(it.reason, t)}`;
    return actWord({ act: it.act, written: it.written }, t);
  };
  const about = ({ what: it }: Row) => {
    if (it.kind === "status") return it.application;
    return it.kind === "dispute" ? it.id : it.subject;
  };
  const more = ({ what: it }: Row) => {
    if (it.kind === "act") return person(it.actor);
    if (it.kind === "dispute") return it.dueAt === null ? "" : t("business.due", { day: day(it.dueAt, "UTC") });
    return it.mark === "late" ? t("application.mark.late") : "";
  };
  const columns: ColumnOf<Row>[] = [
    { id: "at", title: t("activity.time"), width: "190px", mono: true, show: (row) => moment(row.at) },
    { id: "provider", title: t("deliveries.provider"), width: "96px", show: (row) => providerName(row.provider) },
    { id: "what", title: t("business.what"), width: "30%", show: what },
    {
      id: "about",
      title: t("activity.subject"),
      quiet: true,
      show: (row) => <span title={about(row)}>{about(row)}</span>,
    },
    { id: "more", title: t("activity.actor"), width: "16%", quiet: true, show: more },
  ];
  return (
    <>
      <Table label={t("business.timeline")} columns={columns} rows={rows} idOf={({ key }) => key} testId="happening" />
      {hasNextPage && (
        <Button onPress={() => void fetchNextPage()} busy={isFetchingNextPage} testId="happening-older">
          {t("common.older")}
        </Button>
      )}
    </>
  );
}
