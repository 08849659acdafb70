import type { Failure, Settled, SubscriptionRow } from "../../api/types";
import { FailureNote } from "../../components/failure/FailureNote";
import { useWords } from "../../i18n";
import css from "./Requests.module.css";

/** Rows that are named for one reason; the others are counted. */
const NAMED = 5;

type Props = { settled: Settled[]; rows: SubscriptionRow[]; failure: Failure | null };

/** What failed, each reason once, with the rows that it is about. */
export function Failed({ settled, rows, failure }: Props) {
  const { t, number } = useWords();
  const reasons = new Map<string, { failure: Failure; ids: string[] }>();
  for (const { id, failure } of settled) {
    if (!failure) continue;
    const key = JSON.stringify([failure.code, failure.reason, failure.message, failure.detail]);
    const known = reasons.get(key);
    if (known) known.ids.push(id);
    else reasons.set(key, { failure, ids: [id] });
  }
  const named = (ids: string[]) => rows.filter(({ id }) => ids.includes(id)).slice(0, NAMED);
  return (
    <>
      {[...reasons].map(([key, { failure, ids }]) => (
        <div key={key}>
          {named(ids).map(({ id, event, url }) => (
            <p key={id} className={css.about}>{`${event} → ${url}`}</p>
          ))}
          {ids.length > NAMED && (
            <p className={css.about}>
              {t("common.more", { count: ids.length - NAMED, number: number(ids.length - NAMED) })}
            </p>
          )}
          <FailureNote failure={failure} testId="decision-failure" />
        </div>
      ))}
      {failure && <FailureNote failure={failure} testId="decision-failure" />}
    </>
  );
}
