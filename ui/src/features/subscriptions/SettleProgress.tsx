import type { Settled } from "../../api/types";
import { Progress } from "../../components/Progress";
import { useWords } from "../../i18n";
import css from "./Requests.module.css";

/** How far it is: done, failed, still open, and what is left. */
export function SettleProgress({ settled, total, over }: { settled: Settled[]; total: number; over: boolean }) {
  const { t, number } = useWords();
  const failed = settled.filter(({ failure }) => failure !== null).length;
  const open = settled.filter(({ outcome }) => outcome === "open").length;
  const left = total - settled.length;
  return (
    <div className={css.requests} data-testid="settle-progress">
      <Progress
        label={t("settle.progress")}
        total={total}
        done={settled.length}
        segments={[
          { tone: "ok", amount: settled.length - failed - open },
          { tone: "bad", amount: failed },
          { tone: "doubt", amount: open },
        ]}
      />
      <p className={css.about}>
        {t("settle.count", {
          done: number(settled.length - failed - open),
          failed: number(failed),
          left: number(left),
        })}
      </p>
      {over && left > 0 && <p className={css.about}>{t("settle.stopped", { count: left, number: number(left) })}</p>}
    </div>
  );
}
