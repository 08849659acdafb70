import type { DeliveryRow } from "../../api/types";
import { providerName } from "../../components/provider";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { When } from "../../components/When";
import { VERDICT } from "../../components/wire";
import { useWords } from "../../i18n";
import { useNow } from "../../queries/useNow";
import { effectWord } from "./effect";

type Props = { rows: DeliveryRow[]; selected: number | null; onOpen(id: number): void };

/** Providers' own names are not translated. */
export function DeliveryTable({ rows, selected, onOpen }: Props) {
  const words = useWords();
  const { t } = words;
  const now = useNow(60_000);
  const columns: ColumnOf<DeliveryRow>[] = [
    {
      id: "time",
      title: t("deliveries.time"),
      width: "132px",
      mono: true,
      show: (row) => <When at={row.at} now={now} />,
    },
    {
      id: "provider",
      title: t("deliveries.provider"),
      width: "84px",
      minor: true,
      show: (row) => (row.provider === null ? t("provider.unknown") : providerName(row.provider)),
    },
    {
      id: "event",
      title: t("webhook.event"),
      width: "228px",
      show: (row) => <span title={row.event}>{row.event}</span>,
    },
    {
      id: "verdict",
      title: t("deliveries.verdict"),
      width: "116px",
      show: (row) => <State {...VERDICT[row.verdict]} word={t(VERDICT[row.verdict].word)} />,
    },
    {
      id: "effect",
      title: t("deliveries.effect"),
      quiet: true,
      show: (row) => <span title={effectWord(row, words)}>{effectWord(row, words)}</span>,
    },
  ];
  return (
    <Table
      label={t("place.deliveries")}
      columns={columns}
      rows={rows}
      idOf={(row) => row.id}
      selected={selected}
      onOpen={(row) => onOpen(row.id)}
      testId="delivery-row"
    />
  );
}
