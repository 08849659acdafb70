import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ActivityBreak } from "../../api/types";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Modal } from "../../components/Modal";
import { Note } from "../../components/Note";
import { useAct } from "../../components/useAct";
import { useWords, type Words } from "../../i18n";
import { activityCheckedQuery } from "../../queries/activityQueries";
import { usePlatform } from "../../queries/usePlatform";
import css from "./Proof.module.css";

/** Breaks that are said one by one; a file that was written over may hold thousands. */
const SAID = 5;

function breakWord(found: ActivityBreak, t: Words["t"]): string {
  switch (found.kind) {
    case "row":
      return found.after === null
        ? t("activity.break.first", { id: String(found.id) })
        : t("activity.break.row", { id: String(found.id), after: String(found.after) });
    case "cut_off":
      return found.newest === null
        ? t("activity.break.emptied", { noted: String(found.noted) })
        : t("activity.break.cutOff", { noted: String(found.noted), newest: String(found.newest) });
    case "rewritten":
      return t("activity.break.rewritten", { noted: String(found.noted) });
    case "against_team":
      return t("activity.break.againstTeam", { told: String(found.told) });
  }
}

/** What the walk along the chain found, in the head's line: whole, or what cannot be told. */
export function ProofLine() {
  const { t, time } = useWords();
  const { data } = useQuery(activityCheckedQuery);
  if (!data || data.breaks.length > 0) return null;
  const word =
    data.noted === "compared"
      ? "activity.whole"
      : data.noted === "locked"
        ? "activity.wholeLocked"
        : "activity.wholeAlone";
  return (
    <>
      <span data-testid="activity-whole" title={t("activity.checkedAt", { time: time(data.at) })}>
        {t(word)}
      </span>
      {data.vouched !== null && (
        <span data-testid="activity-vouched">{t("activity.vouched", { id: String(data.vouched) })}</span>
      )}
    </>
  );
}

/** What does not fit, said where nobody overlooks it. */
export function ProofNote() {
  const { t, number } = useWords();
  const { data, error } = useQuery(activityCheckedQuery);
  const [asks, setAsks] = useState(false);
  if (error) return <FailureNote failure={asFailure(error)} />;
  if (!data || data.breaks.length === 0) return null;
  const atTheEnd = data.breaks.some(({ kind }) => kind === "cut_off" || kind === "rewritten");
  const more = data.breaks.length - SAID;
  return (
    <div className={css.note}>
      <Note tone="bad" testId="activity-broken">
        <b>{t("activity.broken")}</b>
        <ul className={css.breaks}>
          {data.breaks.slice(0, SAID).map((found) => (
            <li key={JSON.stringify(found)}>{breakWord(found, t)}</li>
          ))}
          {more > 0 && <li>{t("common.more", { count: more, number: number(more) })}</li>}
        </ul>
        {atTheEnd && (
          <Button onPress={() => setAsks(true)} testId="activity-accept">
            {t("activity.accept")}
          </Button>
        )}
        {asks && <Accept onClose={() => setAsks(false)} />}
      </Note>
    </div>
  );
}

function Accept({ onClose }: { onClose(): void }) {
  const { t } = useWords();
  const platform = usePlatform();
  const checked = useQuery(activityCheckedQuery);
  const [accept, busy] = useAct(async () => {
    await platform.acceptActivity();
    await checked.refetch();
    onClose();
  });
  return (
    <Modal
      alert
      open
      title={t("activity.accept.title")}
      onClose={onClose}
      testId="activity-accept-dialog"
      foot={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" onPress={accept} busy={busy} testId="activity-accept-sure">
            {t("activity.accept")}
          </Button>
        </>
      }
    >
      <p>{t("activity.accept.text")}</p>
    </Modal>
  );
}
