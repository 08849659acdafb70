import type { ApplicationRow } from "../../api/types";
import { statusOf } from "../../components/applicationStatus";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { useWords } from "../../i18n";
import { ageWord, reviewWord } from "./age";

type Props = { rows: ApplicationRow[]; now: number; selected: string | null; onOpen(id: string): void };

export function ApplicationTable({ rows, now, selected, onOpen }: Props) {
  const words = useWords();
  const { t, day } = words;
  const columns: ColumnOf<ApplicationRow>[] = [
    {
      id: "name",
      title: t("application.merchant"),
      show: (row) => <bdi title={row.name}>{row.name || row.id}</bdi>,
    },
    {
      id: "status",
      title: t("application.status"),
      width: "176px",
      show: (row) => <State {...statusOf(row.status, t)} />,
    },
    {
      id: "age",
      title: t("application.for"),
      width: "84px",
      end: true,
      show: (row) => ageWord(row.ageDays, words),
    },
    {
      id: "review",
      title: t("application.review"),
      width: "204px",
      quiet: true,
      show: (row) => <span title={reviewWord(row, now, words) ?? ""}>{reviewWord(row, now, words) ?? ""}</span>,
    },
    {
      id: "created",
      title: t("application.createdAt"),
      width: "104px",
      quiet: true,
      minor: true,
      show: (row) => (row.createdAt === null ? "–" : day(row.createdAt)),
    },
  ];
  return (
    <Table
      label={t("place.applications")}
      columns={columns}
      rows={rows}
      idOf={(row) => row.id}
      selected={selected}
      onOpen={(row) => onOpen(row.id)}
      testId="application-row"
    />
  );
}
