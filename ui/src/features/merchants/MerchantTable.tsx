import type { MerchantRow } from "../../api/types";
import { tokenState } from "../../components/merchantToken";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { useWords } from "../../i18n";
import css from "./MerchantTable.module.css";
import { COUNTED, type Figure } from "./which";

type Props = { merchants: MerchantRow[]; now: number; figure: Figure | null; onOpen(merchant: MerchantRow): void };

export function MerchantTable({ merchants, now, figure, onOpen }: Props) {
  const words = useWords();
  const { t, number, ago } = words;
  const columns: ColumnOf<MerchantRow>[] = [
    {
      id: "name",
      title: t("merchants.merchant"),
      width: "28%",
      show: (row) => (
        <span title={`${row.name} · ${row.email}`}>
          <span className={css.name}>{row.name || row.email}</span> <span className={css.email}>{row.email}</span>
        </span>
      ),
    },
    {
      id: "token",
      title: t("merchants.token"),
      width: "18%",
      show: (row) => <State {...tokenState(row, now, words)} />,
    },
    {
      id: "refreshed",
      title: t("merchants.refreshed"),
      width: "13%",
      quiet: true,
      minor: true,
      show: (row) => (row.refreshedAt === null ? t("merchants.never") : ago(row.refreshedAt, now)),
    },
    { id: "stores", title: t("merchants.stores"), width: "19%", show: (row) => <Share row={row} /> },
    {
      id: "drift",
      title: t("merchants.drift"),
      width: "12%",
      show: (row) =>
        row.drift + row.missedWebhooks > 0 ? (
          <State
            tone="late"
            icon="doubt"
            word={number(row.drift + row.missedWebhooks)}
            title={t("merchants.driftTitle", { drift: row.drift, missed: row.missedWebhooks })}
          />
        ) : (
          "–"
        ),
    },
    figure
      ? {
          id: figure,
          title: t(`merchants.which.${figure}`),
          width: "12%",
          end: true,
          show: (row) => number(COUNTED[figure](row)),
        }
      : {
          id: "open",
          title: t("merchants.open"),
          width: "10%",
          end: true,
          show: (row) => (row.openOperations > 0 ? number(row.openOperations) : "–"),
        },
  ];
  return (
    <Table
      label={t("place.merchants")}
      columns={columns}
      rows={merchants}
      idOf={(row) => row.id}
      onOpen={onOpen}
      testId="merchant-row"
    />
  );
}

/** How far a merchant is, as a number and a hairline. */
function Share({ row }: { row: MerchantRow }) {
  const { t, number } = useWords();
  const share = row.stores === 0 ? 0 : (row.integrated / row.stores) * 100;
  return (
    <span className={css.share}>
      <span className={css.bar}>
        <span className={css.part} style={{ width: `${share}%` }} />
      </span>
      {t("merchants.share", { integrated: number(row.integrated), total: number(row.stores) })}
    </span>
  );
}
