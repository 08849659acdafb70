import { useNavigate } from "@tanstack/react-router";
import type { OperationRow } from "../../api/types";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { operationState } from "../../components/wire";
import { useWords } from "../../i18n";

type Props = { operations: OperationRow[]; now: number };

/** The newest runs of all merchants. */
export function Recent({ operations, now }: Props) {
  const go = useNavigate();
  const words = useWords();
  const { t, number, ago } = words;
  const columns: ColumnOf<OperationRow>[] = [
    {
      id: "state",
      title: t("stores.state"),
      width: "22%",
      show: (row) => <State {...operationState(row, words)} />,
    },
    {
      id: "merchant",
      title: t("activity.merchant"),
      width: "30%",
      show: (row) => <span title={row.merchantName}>{row.merchantName}</span>,
    },
    { id: "integration", title: t("plan.integration"), quiet: true, mono: true, show: (row) => row.integration },
    {
      id: "stores",
      title: t("merchants.stores"),
      width: "14%",
      end: true,
      show: (row) => `${number(row.counts.confirmed)} / ${number(row.counts.total)}`,
    },
    {
      id: "at",
      title: t("operations.started"),
      width: "16%",
      end: true,
      quiet: true,
      show: (row) => ago(row.startedAt, now),
    },
  ];
  return (
    <Table
      label={t("home.recent")}
      columns={columns}
      rows={operations}
      idOf={(row) => row.id}
      onOpen={(row) =>
        go({
          to: "/merchants/$merchant/$tab",
          params: { merchant: row.merchant, tab: "operations" },
          search: { operation: row.id },
        })
      }
      testId="home-operation"
    />
  );
}
