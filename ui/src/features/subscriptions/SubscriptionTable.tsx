import type { SubscriptionRow } from "../../api/types";
import { providerName } from "../../components/provider";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { useWords } from "../../i18n";
import { driftOf } from "./drift";

type Props = { rows: SubscriptionRow[]; selected: string | null; onOpen(id: string): void };

export function SubscriptionTable({ rows, selected, onOpen }: Props) {
  const { t } = useWords();
  const columns: ColumnOf<SubscriptionRow>[] = [
    { id: "event", title: t("subscription.event"), show: (row) => <span title={row.event}>{row.event}</span> },
    {
      id: "url",
      title: t("subscription.url"),
      quiet: true,
      show: (row) => <span title={row.url}>{row.url}</span>,
    },
    {
      id: "provider",
      title: t("subscription.provider"),
      width: "92px",
      quiet: true,
      minor: true,
      show: (row) => providerName(row.provider),
    },
    {
      id: "drift",
      title: t("subscription.state"),
      width: "158px",
      show: (row) => {
        const drift = driftOf(row);
        return <State {...drift} word={t(drift.word)} testId={`drift-${row.drift}`} />;
      },
    },
  ];
  return (
    <Table
      label={t("place.subscriptions")}
      columns={columns}
      rows={rows}
      idOf={(row) => row.id}
      selected={selected}
      onOpen={(row) => onOpen(row.id)}
      testId="subscription-row"
      atOnce={100}
    />
  );
}
