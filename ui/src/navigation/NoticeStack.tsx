import { createPortal } from "react-dom";
import { Button } from "../components/Button";
import { FailureNote } from "../components/failure/FailureNote";
import { Note } from "../components/Note";
import { useNoticeLayers } from "../components/notices/noticeLayers";
import { type Notice, useNotices } from "../components/notices/notices";
import { SavedNote } from "../components/SavedNote";
import { useWords } from "../i18n";
import css from "./NoticeStack.module.css";
import { useStepIfAny } from "./steps";

const SHOWN = 4;

export function NoticeLine({ notice }: { notice: Notice }) {
  const step = useStepIfAny();
  if (notice.kind === "done") return <Note tone="ok">{notice.text}</Note>;
  if (notice.kind === "warning") return <Note tone="bad">{notice.text}</Note>;
  if (notice.kind === "saved") return <SavedNote saved={notice.saved} opens={notice.opens} />;
  return <FailureNote failure={notice.failure} onStep={step} />;
}

/**
 * Unread notices; errors stay until they are read. They float beside the panel, above what stands at a page's foot. What is said
 * while a dialog is open stands in it, below its title: it never lies over a button, and the keyboard reaches it.
 */
export function NoticeStack() {
  const { t } = useWords();
  const { notices, read } = useNotices();
  const { top } = useNoticeLayers();
  const unread = notices.filter((notice) => !notice.read).slice(0, SHOWN);
  const lines = (which: Notice[], look: string) =>
    which.map((notice) => (
      <div key={notice.id} className={look} data-testid={`notice-${notice.kind}`}>
        <NoticeLine notice={notice} />
        <Button look="ghost" icon="close" aria-label={t("notices.read")} onPress={() => read(notice.id)} />
      </div>
    ));
  const inDialog = ({ at }: Notice) => top !== null && at >= top.since;
  return (
    <>
      <section
        className={`${css.stack} ${top ? css.under : ""}`}
        data-react-aria-top-layer={!top}
        aria-label={t("notices.title")}
        aria-live="polite"
        data-testid="notices"
      >
        {lines(
          unread.filter((notice) => !inDialog(notice)),
          `${css.notice} ${css.floats}`,
        )}
      </section>
      {top?.place && createPortal(lines(unread.filter(inDialog), css.notice), top.place)}
    </>
  );
}
