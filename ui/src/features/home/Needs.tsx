import type { Attention } from "../../api/types";
import { Button } from "../../components/Button";
import { SnoozeMenu } from "../../components/SnoozeMenu";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { Tip } from "../../components/Tip";
import { useAct } from "../../components/useAct";
import { useNarrow } from "../../components/useNarrow";
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
  const { t, number, span, exact } = words;
  const narrow = useNarrow();
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
      width: "168px",
      show: ({ kind }) => <State tone={NEED[kind].tone} icon={NEED[kind].icon} word={t(NEED[kind].word)} />,
    },
    {
      id: "what",
      title: t("home.about"),
      width: narrow ? undefined : "28%",
      show: (item) =>
        narrow ? (
          <span title={`${called(item)} · ${why(item)}`}>
            <bdi>{called(item)}</bdi> <span className={css.why}>{why(item)}</span>
          </span>
        ) : (
          <bdi title={called(item)}>{called(item)}</bdi>
        ),
    },
    ...(narrow
      ? []
      : [
          {
            id: "why",
            title: t("home.why"),
            quiet: true,
            show: (item: Attention) => <span title={item.detail ?? why(item)}>{why(item)}</span>,
          },
        ]),
    {
      id: "at",
      title: t("home.since"),
      width: "92px",
      quiet: true,
      show: ({ at }) =>
        at === null ? "–" : <span title={exact(at)}>{at > now ? words.day(at) : span(now - at)}</span>,
    },
    {
      id: "act",
      title: t("home.act"),
      width: "208px",
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
        <Tip text={t("need.done")}>
          <Button
            look="ghost"
            icon="check"
            aria-label={t("need.done")}
            busy={finishing}
            onPress={() => finish()}
            testId={`need-done-${item.kind}`}
          />
        </Tip>
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
  const word = `${until ?? t("need.isDone")} · ${t("need.bringBack")}`;
  return (
    <Tip text={word}>
      <Button
        look="ghost"
        icon="loopback"
        aria-label={word}
        busy={bringing}
        onPress={() => bringBack()}
        testId={`need-back-${item.kind}`}
      />
    </Tip>
  );
}
