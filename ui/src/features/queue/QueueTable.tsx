import type { QueueRow } from "../../api/types";
import { statusOf } from "../../components/applicationStatus";
import { Icon } from "../../components/Icon";
import { MarkTable, type SortedBy } from "../../components/MarkTable";
import { providerName } from "../../components/provider";
import { State } from "../../components/State";
import type { ColumnOf } from "../../components/Table";
import { useNarrow } from "../../components/useNarrow";
import { useWords } from "../../i18n";
import css from "./QueueTable.module.css";
import { isOverdue, keyOf } from "./rows";
import { SORTS, type Sort } from "./view";
import { ACTOR, STAGE, STEP } from "./words";

type Props = {
  rows: QueueRow[];
  now: number;
  /** A panel stands beside it, which says the rest of the row that is open. */
  beside: boolean;
  sort: SortedBy<Sort>;
  onSort(sort: SortedBy<Sort>): void;
  marked: ReadonlySet<string>;
  onMark(marked: ReadonlySet<string>): void;
  onOpen(row: QueueRow): void;
};

/** A row for each merchant: how far it is, what is next and for whom, and who has it. */
export function QueueTable({ rows, now, beside, sort, onSort, marked, onMark, onOpen }: Props) {
  const { t, day, span } = useWords();
  const narrow = useNarrow() || beside;
  const all: ColumnOf<QueueRow>[] = [
    {
      id: "name",
      title: t("activity.merchant"),
      width: beside ? "30%" : "20%",
      show: (row) => (
        <span className={css.name} title={[row.name, row.email, ...row.tags].filter(Boolean).join(" · ")}>
          <bdi className={css.called}>{row.name || t("queue.unnamed")}</bdi>
          {row.note !== "" && <Icon name="note" size={12} />}
          {row.tags.map((tag) => (
            <span key={tag} className={css.tag}>
              {tag}
            </span>
          ))}
        </span>
      ),
    },
    { id: "stage", title: t("queue.stage"), width: "126px", show: (row) => <StageOf row={row} /> },
    ...(narrow
      ? []
      : [
          {
            id: "application",
            title: "Rainforest",
            width: "158px",
            show: ({ application }: QueueRow) => (application ? <State {...statusOf(application.status, t)} /> : "–"),
          },
        ]),
    ...(narrow || rows.every(({ subscriptions }) => subscriptions === null)
      ? []
      : [
          {
            id: "subscriptions",
            title: "Ratepay",
            width: "116px",
            show: (row: QueueRow) => <SubscriptionsOf row={row} />,
          },
        ]),
    {
      id: "next",
      title: t("queue.next"),
      show: ({ next, actor, provider }) => {
        const step = t(STEP[next]);
        const who = actor === "provider" && provider ? providerName(provider) : t(ACTOR[actor]);
        const title = next === "nothing" ? step : `${who}: ${step}`;
        return (
          <span className={css.next} data-actor={actor} title={title}>
            {next !== "nothing" && <b>{who}</b>} {step}
          </span>
        );
      },
    },
    {
      id: "since",
      title: t("home.since"),
      width: "78px",
      quiet: true,
      show: ({ since }) => (since === null ? "–" : span(now - since)),
    },
    {
      id: "owner",
      title: t("queue.owner"),
      width: "8%",
      show: ({ owner }) => (owner === null ? "–" : <bdi title={owner}>{owner}</bdi>),
    },
    {
      id: "due",
      title: t("queue.due"),
      width: "112px",
      show: (row) =>
        row.dueAt === null ? (
          "–"
        ) : isOverdue(row, now) ? (
          <State tone="bad" icon="clock" word={day(row.dueAt)} />
        ) : (
          day(row.dueAt)
        ),
    },
  ];
  const columns = beside ? all.filter(({ id }) => id !== "owner" && id !== "due") : all;
  return (
    <MarkTable
      label={t("place.queue")}
      columns={columns}
      sorts={SORTS}
      sort={sort}
      onSort={onSort}
      rows={rows}
      idOf={({ account }) => keyOf(account)}
      marked={marked}
      onMark={onMark}
      onOpen={onOpen}
      testId="queue-row"
    />
  );
}

/** How far a merchant is at Rappi, with its stores. */
export function StageOf({ row }: { row: QueueRow }) {
  const { t, number } = useWords();
  if (row.stage === null) return "–";
  const { tone, icon, word } = STAGE[row.stage];
  const title = t("merchants.share", { integrated: number(row.integrated), total: number(row.stores) });
  return <State tone={tone} icon={icon} word={t(word)} title={row.stores > 0 ? `${t(word)} · ${title}` : t(word)} />;
}

function SubscriptionsOf({ row: { subscriptions } }: { row: QueueRow }) {
  const { t, number } = useWords();
  if (subscriptions === null) return "–";
  return subscriptions.differing > 0 ? (
    <State
      tone="bad"
      icon="differs"
      word={t("business.notAsMeant", { count: subscriptions.differing, number: number(subscriptions.differing) })}
    />
  ) : (
    <State tone="ok" icon="check" word={t("queue.inSync")} />
  );
}
