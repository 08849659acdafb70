import type { OperationRow } from "../../api/types";
import { Progress } from "../../components/Progress";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { When } from "../../components/When";
import { operationState } from "../../components/wire";
import { useWords } from "../../i18n";
import { useNow } from "../../queries/useNow";
import { segmentsOf, settledOf } from "./counts";

export function OperationTable({ operations, onOpen }: { operations: OperationRow[]; onOpen(id: string): void }) {
  const words = useWords();
  const { t, number, span } = words;
  const now = useNow(5000);
  const columns: ColumnOf<OperationRow>[] = [
    {
      id: "started",
      title: t("operations.started"),
      width: "18%",
      show: (row) => <When at={row.startedAt} now={now} />,
    },
    { id: "integration", title: t("plan.integration"), width: "18%", mono: true, show: (row) => row.integration },
    {
      id: "state",
      title: t("stores.state"),
      width: "20%",
      show: (row) => <State {...operationState(row, words)} />,
    },
    {
      id: "progress",
      title: t("operations.result"),
      width: "26%",
      show: (row) => (
        <Progress
          label={t("operation.progress")}
          total={row.counts.total}
          done={settledOf(row.counts)}
          segments={segmentsOf(row.counts)}
        />
      ),
    },
    {
      id: "stores",
      title: t("merchants.stores"),
      width: "10%",
      end: true,
      show: (row) => `${number(row.counts.confirmed)} / ${number(row.counts.total)}`,
    },
    {
      id: "took",
      title: t("operations.took"),
      width: "8%",
      end: true,
      quiet: true,
      show: (row) => span((row.endedAt ?? now) - row.startedAt),
    },
  ];
  return (
    <Table
      label={t("merchant.tab.operations")}
      columns={columns}
      rows={operations}
      idOf={(row) => row.id}
      onOpen={(row) => onOpen(row.id)}
      testId="operation-row"
    />
  );
}
