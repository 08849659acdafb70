import type { PlanView } from "../../api/types";
import { LEFT_OUT } from "../../components/wire";
import { useWords } from "../../i18n";
import css from "./LeftOut.module.css";

const SHOWN = 6;

/** What will not happen, and why. */
export function LeftOut({ rows, total }: { rows: PlanView["leftOut"]; total: number }) {
  const { t, number } = useWords();
  const shown = rows.slice(0, SHOWN);
  const predicted = ({ rule, answer, source }: PlanView["leftOut"][number]) =>
    [t(`rule.${rule}`), answer === null ? "" : t("plan.answer", { answer }), source].filter(Boolean).join("\n");
  return (
    <section data-testid="plan-left-out">
      <h3>{t("plan.leftOutTitle")}</h3>
      <ul>
        {shown.map((row) => (
          <li key={row.store} className={css.row} title={`${row.name} · ${row.store}\n${predicted(row)}`}>
            <span className={css.name}>{row.name.trim() || row.store}</span>
            <span className={css.why}>{t(LEFT_OUT[row.reason])}</span>
          </li>
        ))}
      </ul>
      {total > shown.length && (
        <p className={css.why}>
          {t("common.more", { count: total - shown.length, number: number(total - shown.length) })}
        </p>
      )}
    </section>
  );
}
