import type { NotificationRow } from "../../api/types";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { useNarrow } from "../../components/useNarrow";
import { When } from "../../components/When";
import { useWords } from "../../i18n";
import { useNow } from "../../queries/useNow";
import css from "./Notifications.module.css";
import { eventWord, lookOf, stateWord } from "./words";

type Props = { rows: NotificationRow[]; selected: string | null; onOpen(id: string): void };

export function NotificationTable({ rows, selected, onOpen }: Props) {
  const { t } = useWords();
  const now = useNow(60_000);
  const narrow = useNarrow();
  const columns: ColumnOf<NotificationRow>[] = [
    {
      id: "merchant",
      title: t("activity.merchant"),
      show: (row) => (
        <span className={row.unread ? css.unread : undefined} title={row.merchantName}>
          {row.unread && <span className={css.dot} role="img" aria-label={t("notification.unread")} />}
          <bdi>{row.merchantName}</bdi>
        </span>
      ),
    },
    {
      id: "event",
      title: t("webhook.event"),
      width: "136px",
      show: (row) => eventWord(row.event, t),
    },
    {
      id: "channel",
      title: t("notification.channel"),
      width: "100px",
      minor: true,
      show: (row) => t(`channel.${row.channel}`),
    },
    {
      id: "state",
      title: t("application.status"),
      width: narrow ? "264px" : "212px",
      show: (row) => <State {...lookOf(row)} word={stateWord(row, t)} testId={`notification-${row.state}`} />,
    },
    {
      id: "time",
      title: t("activity.time"),
      width: "128px",
      quiet: true,
      minor: true,
      show: (row) => <When at={row.sentAt ?? row.createdAt} now={now} />,
    },
  ];
  return (
    <Table
      label={t("place.notifications")}
      columns={columns}
      rows={rows}
      idOf={(row) => row.id}
      selected={selected}
      onOpen={(row) => onOpen(row.id)}
      testId="notification-row"
    />
  );
}
