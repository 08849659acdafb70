import type { OperationStore } from "../../api/types";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { When } from "../../components/When";
import { OUTCOME } from "../../components/wire";
import { useWords } from "../../i18n";
import { remarkText } from "../../i18n/remarkText";

type Props = { stores: OperationStore[]; selected: string | null; onOpen(store: OperationStore): void };

export function StoreTable({ stores, selected, onOpen }: Props) {
  const { t, number } = useWords();
  const columns: ColumnOf<OperationStore>[] = [
    { id: "name", title: t("stores.store"), width: "28%", show: (row) => <span title={row.name}>{row.name}</span> },
    { id: "id", title: t("stores.id"), width: "14%", mono: true, show: (row) => row.store },
    {
      id: "state",
      title: t("stores.state"),
      width: "30%",
      show: (row) => {
        const { tone, icon, word } = OUTCOME[row.state];
        const detail = [row.code, row.message && remarkText(row.message, t)].filter(Boolean).join(" ");
        return <State tone={tone} icon={icon} word={detail ? `${t(word)} · ${detail}` : t(word)} />;
      },
    },
    {
      id: "batch",
      title: t("batch.batch"),
      width: "10%",
      quiet: true,
      minor: true,
      show: (row) => number(row.batch + 1),
    },
    {
      id: "at",
      title: t("deliveries.time"),
      width: "18%",
      mono: true,
      show: (row) => <When at={row.at} />,
    },
  ];
  return (
    <Table
      label={t("merchant.tab.stores")}
      columns={columns}
      rows={stores}
      idOf={(row) => row.store}
      selected={selected}
      onOpen={onOpen}
      testId="operation-store"
    />
  );
}
