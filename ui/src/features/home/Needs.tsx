import type { Attention } from "../../api/types";
import { Button } from "../../components/Button";
import { SnoozeMenu } from "../../components/SnoozeMenu";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import { disputeReason } from "../deliveries/disputeReason";
import { adviceFor } from "../deliveries/why";
import { NEED } from "./kinds";
import css from "./Needs.module.css";
import { useNeedAct } from "./useNeedAct";

type Props = { label: string; items: Attention[]; now: number; testId: string };

/** Rows that are drawn at once. */
const AT_ONCE = 60;

/** What needs a person, each with the next thing to do, and out of sight with the others. */
export function Needs({ label, items, now, testId }: Props) {
  const words = useWords();
  const { t, number, ago } = words;
  const [act, asking] = useNeedAct();
  const why = (item: Attention): string => {
    const text = t(NEED[item.kind].why, {
      count: item.count,
      number: number(item.count),
      reason: item.dispute === null ? "" : disputeReason(item.dispute, t),
      held: item.held ?? "",
    });
    return item.kind === "delivery_rejected" ? `${t(adviceFor(item.why, null).short)} · ${text}` : text;
  };
  const called = (item: Attention) => item.subject || t("place.notifications");
  const columns: ColumnOf<Attention>[] = [
    {
      id: "state",
      title: t("stores.state"),
      width: "20%",
      show: ({ kind }) => <State tone={NEED[kind].tone} icon={NEED[kind].icon} word={t(NEED[kind].word)} />,
    },
    {
      id: "what",
      title: t("activity.act"),
      width: "21%",
      show: (item) => <bdi title={called(item)}>{called(item)}</bdi>,
    },
    {
      id: "why",
      title: t("home.why"),
      quiet: true,
      show: (item) => <span title={item.kind === "receiver_down" ? (item.detail ?? "") : why(item)}>{why(item)}</span>,
    },
    {
      id: "at",
      title: t("home.since"),
      width: "12%",
      quiet: true,
      show: (item) => (item.at === null ? "–" : item.at > now ? words.day(item.at) : ago(item.at, now)),
    },
    {
      id: "act",
      title: t("home.act"),
      width: "216px",
      end: true,
      show: (item) => (
        <span className={css.acts}>
          {item.hidden ? <Back item={item} now={now} /> : <Aside item={item} />}
          <Button onPress={() => act(item)} busy={asking && item.merchant !== null} testId={`need-${item.kind}`}>
            {t(NEED[item.kind].act)}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <Table
      label={label}
      columns={columns}
      rows={items}
      idOf={({ kind, id }) => `${kind} ${id}`}
      atOnce={AT_ONCE}
      testId={testId}
    />
  );
}

/** Not now, or done. */
function Aside({ item }: { item: Attention }) {
  const { t } = useWords();
  const platform = usePlatform();
  const [snooze] = useAct((until: number) => platform.snoozeAttention(item.kind, item.id, until));
  const [finish, finishing] = useAct(() => platform.finishAttention(item.kind, item.id, item.seen));
  return (
    <>
      {item.mayBeDone && (
        <Button
          look="ghost"
          icon="check"
          aria-label={t("need.done")}
          busy={finishing}
          onPress={() => finish()}
          testId={`need-done-${item.kind}`}
        />
      )}
      <SnoozeMenu onSnooze={snooze} testId={`need-snooze-${item.kind}`} />
    </>
  );
}

/** Until when it is out of sight, and the way back. */
function Back({ item, now }: { item: Attention; now: number }) {
  const { t, moment } = useWords();
  const platform = usePlatform();
  const [bringBack, bringing] = useAct(() => platform.bringBackAttention(item.kind, item.id));
  const until = item.hidden?.kind === "snoozed" ? t("snooze.until", { at: moment(item.hidden.until, now) }) : null;
  return (
    <Button
      look="ghost"
      icon="bell"
      aria-label={`${until ?? t("need.isDone")} · ${t("need.bringBack")}`}
      busy={bringing}
      onPress={() => bringBack()}
      testId={`need-back-${item.kind}`}
    />
  );
}
