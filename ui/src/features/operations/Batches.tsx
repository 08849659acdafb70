import type { BatchRow } from "../../api/types";
import { State } from "../../components/State";
import { BATCH } from "../../components/wire";
import { useWords } from "../../i18n";
import { remarkText } from "../../i18n/remarkText";
import css from "./Batches.module.css";

const SHOWN = 6;
const URGENT: readonly BatchRow["result"][] = ["asking", "refused", "waiting", "partly"];

/** Those that need a look first, then the latest sent; the others, and those not sent yet, are a number. */
export function batchesToShow(batches: BatchRow[]): BatchRow[] {
  const urgent = batches.filter((batch) => URGENT.includes(batch.result));
  const sent = batches.filter((batch) => batch.sentAt !== null && !urgent.includes(batch)).reverse();
  return [...urgent, ...sent].slice(0, SHOWN).sort((a, b) => a.index - b.index);
}

function answerTime(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}

export function Batches({ batches }: { batches: BatchRow[] }) {
  const { t, number } = useWords();
  const shown = batchesToShow(batches);
  const more = batches.length - shown.length;
  return (
    <section>
      <h3 className={css.title}>{t("operation.batches")}</h3>
      <table className={css.table}>
        <thead>
          <tr>
            <th>{t("batch.batch")}</th>
            <th>{t("batch.answer")}</th>
            <th>{t("batch.result")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((batch) => {
            const { tone, icon, word } = BATCH[batch.result];
            const answer = batch.answer
              ? [batch.answer, batch.answerMs === null ? null : answerTime(batch.answerMs)].filter(Boolean).join(" · ")
              : "–";
            return (
              <tr
                key={batch.index}
                title={batch.message ? remarkText(batch.message, t) : (batch.batchId ?? undefined)}
                data-testid="batch-row"
              >
                <td className={css.id}>
                  <span className={css.index}>{batch.index + 1}</span> {batch.batchId?.slice(0, 8) ?? "–"}
                </td>
                <td className={css.answer}>{answer}</td>
                <td>
                  <State tone={tone} icon={icon} word={t(word)} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {more > 0 && <p className={css.more}>{t("common.more", { count: more, number: number(more) })}</p>}
    </section>
  );
}
