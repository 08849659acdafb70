import { useNavigate } from "@tanstack/react-router";
import type { ApplicationEvent } from "../../api/types";
import { statusOf } from "../../components/applicationStatus";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { useWords, type WordId } from "../../i18n";
import css from "./Timeline.module.css";

const MARKS: Record<ApplicationEvent["mark"], WordId | null> = {
  in_turn: null,
  late: "application.mark.late",
  repeated: "application.mark.repeated",
  after_final: "application.mark.afterFinal",
  other_final: "application.mark.otherFinal",
};

/** What was told, the newest first, by the provider's own time. */
export function Timeline({ events }: { events: ApplicationEvent[] }) {
  const go = useNavigate();
  const { t, moment } = useWords();
  // Of what was told of the same moment, what was told first comes first.
  const newest = [...events].sort((one, other) => (other.at ?? 0) - (one.at ?? 0));
  return (
    <ol className={css.timeline} data-testid="application-timeline">
      {newest.map((event, index) => {
        const look = statusOf(event.status, t);
        const mark = MARKS[event.mark];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two entries may be alike, and the list is drawn whole
          <li key={index} className={`${css.entry} ${mark ? css.marked : ""}`}>
            <span className={css.icon} data-tone={look.tone}>
              <Icon name={look.icon} size={14} />
            </span>
            <div className={css.what}>
              <span className={css.word}>{look.word}</span>
              <span className={css.at}>{event.at === null ? t("application.noTime") : moment(event.at)}</span>
              {mark && <span className={css.mark}>{t(mark)}</span>}
              {event.fetched && <span className={css.mark}>{t("application.fetched")}</span>}
              {event.delivery !== null && (
                <Button
                  look="link"
                  onPress={() => go({ to: "/deliveries", search: { open: event.delivery as number } })}
                  aria-label={t("application.toDelivery", { status: look.word })}
                >
                  {t("deliveries.delivery")}
                </Button>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
