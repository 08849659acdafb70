import type { DifferenceRow } from "../../api/types";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { DRIFT } from "../../components/wire";
import { useWords } from "../../i18n";
import { changeWord } from "./differs";

export function DifferenceTable({ rows }: { rows: DifferenceRow[] }) {
  const { t } = useWords();
  const columns: ColumnOf<DifferenceRow>[] = [
    {
      id: "store",
      title: t("stores.store"),
      width: "28%",
      show: (row) => <span title={row.name}>{row.name.trim() || row.store}</span>,
    },
    { id: "id", title: t("stores.id"), width: "100px", mono: true, show: (row) => row.store },
    {
      id: "change",
      title: t("drift.change"),
      width: "22%",
      show: (row) => {
        const { tone, icon } = DRIFT[row.change];
        return <State tone={tone} icon={icon} word={changeWord(row.change, t)} />;
      },
    },
    {
      id: "before",
      title: t("drift.before"),
      quiet: true,
      show: (row) => <span title={row.before ?? undefined}>{row.before ?? "–"}</span>,
    },
    {
      id: "after",
      title: t("activity.after"),
      quiet: true,
      show: (row) => <span title={row.after ?? undefined}>{row.after ?? "–"}</span>,
    },
  ];
  return (
    <Table
      label={t("merchant.tab.review")}
      columns={columns}
      rows={rows}
      idOf={(row) => `${row.store} ${row.change}`}
      testId="difference-row"
    />
  );
}
