import { useState } from "react";
import type { QueueRow } from "../../api/types";
import { Area } from "../../components/Area";
import { Button } from "../../components/Button";
import { SnoozeMenu } from "../../components/SnoozeMenu";
import { useWords } from "../../i18n";
import { DueMenu } from "./DueMenu";
import css from "./QueuePanel.module.css";
import { isSnoozed } from "./rows";
import { useKeep } from "./useKeep";
import { WordDialog } from "./WordDialog";

type Props = { row: QueueRow; now: number; me: string; owners: string[]; tags: string[] };

/** What people keep about a merchant: who has it, by when, tags, a note, and not before when. */
export function QueueKept({ row, now, me, owners, tags }: Props) {
  const { t, day, moment } = useWords();
  const [keep, keeping] = useKeep([row.account]);
  const [note, setNote] = useState(row.note);
  const [asks, setAsks] = useState<"owner" | "tag" | null>(null);
  return (
    <section className={css.kept}>
      <div className={css.line}>
        <span>{t("queue.owner")}</span>
        <span className={css.acts}>
          <bdi data-testid="queue-owned">{row.owner ?? t("queue.noOwner")}</bdi>
          {row.owner !== me && (
            <Button onPress={() => keep({ kind: "owner", owner: me })} testId="queue-take">
              {t("queue.take")}
            </Button>
          )}
          <Button onPress={() => setAsks("owner")} testId="queue-give">
            {t("queue.assign")}
          </Button>
        </span>
      </div>
      <div className={css.line}>
        <span>{t("queue.due")}</span>
        <DueMenu
          label={row.dueAt === null ? t("queue.dueIn.none") : day(row.dueAt)}
          onDue={(dueAt) => keep({ kind: "due", dueAt })}
          testId="queue-due-of"
        />
      </div>
      <div className={css.line}>
        <span>{t("queue.tags")}</span>
        <span className={css.acts}>
          {row.tags.map((tag) => (
            <span key={tag} className={css.tag}>
              <bdi>{tag}</bdi>
              <Button
                look="ghost"
                icon="close"
                aria-label={t("queue.removeTag", { tag })}
                onPress={() => keep({ kind: "remove_tag", tag })}
                testId={`queue-untag-${tag}`}
              />
            </span>
          ))}
          <Button icon="plus" aria-label={t("queue.addTag")} onPress={() => setAsks("tag")} testId="queue-tag-of" />
        </span>
      </div>
      <div className={css.line}>
        <span>
          {isSnoozed(row, now) ? t("snooze.until", { at: moment(row.snoozedUntil ?? 0, now) }) : t("queue.sleep")}
        </span>
        {isSnoozed(row, now) ? (
          <Button onPress={() => keep({ kind: "snooze", until: null })} testId="queue-wake">
            {t("need.bringBack")}
          </Button>
        ) : (
          <SnoozeMenu
            word={t("snooze.open")}
            onSnooze={(until) => keep({ kind: "snooze", until })}
            testId="queue-snooze-of"
          />
        )}
      </div>
      <Area
        prose
        label={t("queue.note")}
        rows={4}
        value={note}
        onChange={setNote}
        maxLength={2000}
        testId="queue-note"
      />
      <Button
        unready={note.trim() === row.note}
        busy={keeping}
        onPress={() => keep({ kind: "note", note })}
        testId="queue-note-save"
      >
        {t("queue.saveNote")}
      </Button>
      {asks && (
        <WordDialog
          title={t(asks === "owner" ? "queue.assign" : "queue.addTag")}
          label={t(asks === "owner" ? "queue.owner" : "queue.tag")}
          suggestions={asks === "owner" ? owners : tags}
          onWord={(word) => keep(asks === "owner" ? { kind: "owner", owner: word } : { kind: "add_tag", tag: word })}
          onClose={() => setAsks(null)}
          testId={`queue-ask-${asks}`}
        />
      )}
    </section>
  );
}
