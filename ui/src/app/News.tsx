import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button as Aria } from "react-aria-components";
import { Button } from "../components/Button";
import { eventWord } from "../features/notifications/words";
import { useWords } from "../i18n";
import { newsQuery } from "../queries/notificationQueries";
import css from "./NoticeCentre.module.css";

/** The newest news of applications; all of them have a place of their own. */
export function News({ onLeave }: { onLeave(): void }) {
  const navigate = useNavigate();
  const go = (open?: string) => {
    onLeave();
    void navigate({ to: "/notifications", search: { open } });
  };
  const { t, moment, number } = useWords();
  const { data: news } = useQuery(newsQuery);
  if (!news || news.total === 0) return null;
  return (
    <section className={css.news} data-testid="news">
      <h3>{t("notification.news", { count: news.unread, number: number(news.unread) })}</h3>
      {news.rows.map((row) => (
        <Aria key={row.id} className={css.item} onPress={() => go(row.id)} data-testid="news-row">
          <span className={row.unread ? css.unread : css.word}>
            <bdi>{row.merchantName}</bdi> · {eventWord(row.event, t)}
          </span>
          <span className={css.at}>{moment(row.sentAt ?? 0)}</span>
        </Aria>
      ))}
      <Button look="link" onPress={() => go()} testId="news-all">
        {t("notification.all")}
      </Button>
    </section>
  );
}
