import { type Notice, useNotices } from "../data/notices";
import { FailureNote } from "../failures/FailureNote";
import { Button } from "../parts/Button";
import { Note } from "../parts/Note";
import { SavedNote } from "../parts/SavedNote";
import { useWords } from "../words";
import css from "./NoticeStack.module.css";
import { useStep } from "./steps";

const SHOWN = 4;

export function NoticeLine({ notice }: { notice: Notice }) {
  const step = useStep();
  if (notice.kind === "done") return <Note tone="ok">{notice.text}</Note>;
  if (notice.kind === "saved") return <SavedNote saved={notice.saved} opens={notice.opens} />;
  return <FailureNote failure={notice.failure} onStep={step} />;
}

/** Unread notices float above the connection line; errors stay until they are read. */
export function NoticeStack() {
  const { t } = useWords();
  const { notices, read } = useNotices();
  const unread = notices.filter((notice) => !notice.read).slice(0, SHOWN);
  return (
    <section className={css.stack} data-react-aria-top-layer="true" aria-label={t("notices.title")} aria-live="polite">
      {unread.map((notice) => (
        <div key={notice.id} className={css.notice} data-testid={`notice-${notice.kind}`}>
          <NoticeLine notice={notice} />
          <Button look="ghost" icon="close" aria-label={t("notices.read")} onPress={() => read(notice.id)} />
        </div>
      ))}
    </section>
  );
}
