import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { NotificationAttempt, NotificationRow } from "../../api/types";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { FailureReason } from "../../components/FailureReason";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Note } from "../../components/Note";
import { Loading, PanelTitle } from "../../components/Page";
import { State } from "../../components/State";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { notificationQuery } from "../../queries/notificationQueries";
import { usePlatform } from "../../queries/usePlatform";
import { MerchantNotifications } from "./MerchantNotifications";
import css from "./Notifications.module.css";
import { eventWord, lookOf, stateWord } from "./words";

type Props = { id: string; sending: boolean; onBounce(): void; onOnly?(): void };

/** One message: what became of it, what it says, and what a person can do about it. */
export function NotificationPanel({ id, sending, onBounce, onOnly }: Props) {
  const go = useNavigate();
  const { t } = useWords();
  const { data, error } = useQuery(notificationQuery(id));
  if (error) return <FailureNote failure={asFailure(error)} />;
  if (!data) return <Loading />;
  const { row, words, problem, attempts, merchant } = data;
  return (
    <>
      <PanelTitle>
        <bdi>{row.merchantName}</bdi>
      </PanelTitle>
      <State {...lookOf(row)} word={stateWord(row, t)} testId="notification-state" />
      {row.reason === "outcome_unknown" && <Note tone="doubt">{t("notification.unknownText")}</Note>}
      {(row.words || row.because) && row.state !== "sent" && (
        <Note tone={row.state === "refused" ? "bad" : "late"} testId="notification-words">
          {!row.because && row.refusedBy && row.refusedBy !== "gangway" && (
            <b>{t("notification.by", { who: row.refusedBy })}</b>
          )}
          <FailureReason why={row} />
        </Note>
      )}
      <NotificationActs row={row} sending={sending} onBounce={onBounce} />
      <Card testId="notification-facts">
        <MessageFacts row={row} />
      </Card>
      <section>
        <h3>{t(row.attempts > 0 ? "notification.said" : "notification.wouldSay")}</h3>
        {problem && (
          <Note tone="bad" testId="notification-problem">
            <FailureReason why={problem} />
          </Note>
        )}
        {words && (
          <div className={css.said} data-selectable data-testid="notification-said">
            <div className={css.subject}>{words.subject}</div>
            {words.text.trim()}
          </div>
        )}
      </section>
      {attempts.length > 0 && <Attempts attempts={attempts} />}
      <MerchantNotifications merchant={merchant} onOnly={onOnly} />
      <Button
        onPress={() => go({ to: "/applications", search: { open: row.application } })}
        testId="notification-application"
      >
        {t("notification.toApplication")}
      </Button>
    </>
  );
}

function NotificationActs({ row, sending, onBounce }: Omit<Props, "id" | "go"> & { row: NotificationRow }) {
  const { t } = useWords();
  const platform = usePlatform();
  const [send, sends] = useAct(() => platform.sendNotification(row.id));
  const [hold, holds] = useAct(() => platform.holdNotification(row.id));
  const leaves = row.channel !== "internal";
  if (!leaves && row.state === "sent") return null;
  const canHold = row.state === "waiting" || (row.state === "held" && row.reason !== "do_not_send");
  return (
    <div className={css.acts}>
      <Button
        isDisabled={(leaves && !sending) || row.state === "sending"}
        busy={sends}
        onPress={() => send()}
        testId="notification-send"
      >
        {t(row.sentAt === null ? "notification.send" : "notification.sendAgain")}
      </Button>
      {canHold && (
        <Button busy={holds} onPress={() => hold()} testId="notification-hold">
          {t("notification.hold")}
        </Button>
      )}
      {row.state === "sent" && row.to !== null && (
        <Button onPress={onBounce} testId="notification-bounce">
          {t("notification.bounce")}
        </Button>
      )}
    </div>
  );
}

function MessageFacts({ row }: { row: NotificationRow }) {
  const { t, moment } = useWords();
  const facts = [
    { label: t("webhook.event"), value: eventWord(row.event, t) },
    { label: t("notification.channel"), value: t(`channel.${row.channel}`) },
    ...(row.to ? [{ label: t("notification.to"), value: row.to, copy: true }] : []),
    { label: t("notification.happened"), value: moment(row.happenedAt ?? 0) },
    ...(row.dueAt === null ? [] : [{ label: t("notification.due"), value: moment(row.dueAt) }]),
    ...(row.sentAt === null ? [] : [{ label: t("notification.sentAt"), value: moment(row.sentAt) }]),
    ...(row.sentBy === null
      ? []
      : [{ label: t("activity.actor"), value: t("notification.sentBy", { person: row.sentBy }) }]),
    { label: t("application.id"), value: row.application, mono: true },
    { label: t("notification.id"), value: row.id, mono: true },
  ];
  return <Facts facts={facts} />;
}

function Attempts({ attempts }: { attempts: NotificationAttempt[] }) {
  const { t, moment } = useWords();
  const word = (outcome: NotificationAttempt["outcome"]) =>
    outcome === null ? t("notification.state.sending") : t(`notification.outcome.${outcome}`);
  return (
    <section>
      <h3>{t("notification.attempts")}</h3>
      <ol className={css.tries} data-selectable>
        {attempts.map((attempt, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: attempts are only ever added at the end
          <li key={index}>
            <span className={css.at}>{moment(attempt.startedAt ?? 0)}</span>
            <span>{word(attempt.outcome)}</span>
            <FailureReason why={attempt} className={css.at} />
          </li>
        ))}
      </ol>
    </section>
  );
}
