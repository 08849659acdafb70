import type { NotificationWhy } from "../api/types";
import { useWords } from "../i18n";

/** How something ended: what is known here in the person's language, what the other side said as it came. */
export function FailureReason({ why, className }: { why: NotificationWhy; className?: string }) {
  const { t } = useWords();
  return (
    <>
      {why.because && <span className={className}>{t(`reason.${why.because}`, { what: why.about ?? "" })}</span>}
      {why.words && (
        <bdi className={className} data-selectable>
          {why.words}
        </bdi>
      )}
    </>
  );
}
