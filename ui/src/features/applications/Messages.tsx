import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ApplicationRow, NotificationRow } from "../../api/types";
import { statusWord } from "../../components/applicationStatus";
import { Button } from "../../components/Button";
import { useNotices } from "../../components/notices/notices";
import { State } from "../../components/State";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { notificationsQuery } from "../../queries/notificationQueries";
import { usePlatform } from "../../queries/usePlatform";
import { eventWord, lookOf, stateWord, statusOfEvent } from "../notifications/words";
import css from "./ApplicationPanel.module.css";

/** A merchant reads these; the others are for people here. */
const TO_MERCHANT = new Set<NotificationRow["channel"]>(["email", "platform"]);

type Props = { row: ApplicationRow; now: number };

/** Whether the merchant knows: what was sent about this application and when, and the press that tells it now. */
export function Messages({ row, now }: Props) {
  const go = useNavigate();
  const { t, moment } = useWords();
  const platform = usePlatform();
  const { done } = useNotices();
  const { data } = useInfiniteQuery(notificationsQuery({ state: null, channel: null, merchant: null, search: row.id }));
  const [remind, reminding] = useAct(async () =>
    done(t("application.reminded", { count: await platform.remindMerchant(row.id) })),
  );
  if (!data) return null;
  const rows = data.pages
    .flatMap((page) => page.rows)
    .filter((one) => one.application === row.id && TO_MERCHANT.has(one.channel));
  const told = rows.some(
    (one) => statusWord(statusOfEvent(one.event)) === statusWord(row.status) && one.sentAt !== null,
  );
  return (
    <section data-testid="application-messages">
      <h3>{t("application.messages")}</h3>
      {rows.length === 0 && <p className={css.word}>{t("application.noMessages")}</p>}
      <ul className={css.problems}>
        {rows.map((one) => (
          <li key={one.id}>
            <Button
              look="link"
              aria-label={`${t("application.openMessage")}: ${eventWord(one.event, t)}`}
              onPress={() => go({ to: "/notifications", search: { open: one.id } })}
            >
              {`${eventWord(one.event, t)} · ${t(`channel.${one.channel}`)}`}
            </Button>
            <State {...lookOf(one)} word={stateWord(one, t)} />
            <span className={css.word}>{moment(one.sentAt ?? one.createdAt ?? 0, now)}</span>
          </li>
        ))}
      </ul>
      <Button icon="bell" busy={reminding} onPress={() => remind()} testId="application-remind">
        {t(told ? "application.remind" : "application.tell")}
      </Button>
    </section>
  );
}
