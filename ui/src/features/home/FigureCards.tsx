import type { Figures } from "../../api/types";
import { State } from "../../components/State";
import { useWords } from "../../i18n";
import css from "./FigureCards.module.css";

/** Four figures for a glance; a colour only where a person should look. */
export function FigureCards({ figures }: { figures: Figures }) {
  const { t, number } = useWords();
  const tried = figures.integrated + figures.failed;
  const share = tried === 0 ? null : Math.floor((figures.integrated / tried) * 1000) / 10;
  return (
    <ul className={css.cards}>
      <li className={css.card} data-testid="figure-integrated">
        <span className={css.label}>{t("home.integrated")}</span>
        <b>{number(figures.integrated)}</b>
        {share === null ? (
          <State tone="off" icon="ring" word={t("home.noRuns")} />
        ) : (
          <State
            tone={figures.failed === 0 ? "ok" : "off"}
            icon="check"
            word={t("home.share", { share: number(share), failed: number(figures.failed) })}
          />
        )}
      </li>
      <li className={css.card} data-testid="figure-waiting">
        <span className={css.label}>{t("home.waiting")}</span>
        <b>{number(figures.waiting)}</b>
        {figures.overdue > 0 ? (
          <State tone="late" icon="clock" word={t("home.overdue", { number: number(figures.overdue) })} />
        ) : (
          <State tone="off" icon="check" word={t("home.inTime")} />
        )}
      </li>
      <li className={css.card} data-testid="figure-unknown">
        <span className={css.label}>{t("home.unknown")}</span>
        <b>{number(figures.unknown)}</b>
        {figures.unknown > 0 ? (
          <State tone="doubt" icon="doubt" word={t("home.asked")} />
        ) : (
          <State tone="off" icon="check" word={t("home.noUnknown")} />
        )}
      </li>
      <li className={css.card} data-testid="figure-missed">
        <span className={css.label}>{t("home.missed")}</span>
        <b>{number(figures.missed)}</b>
        {figures.missed > 0 ? (
          <State tone="bad" icon="cross" word={t("home.foundByRefresh")} />
        ) : (
          <State tone="off" icon="check" word={t("home.allArrived")} />
        )}
      </li>
    </ul>
  );
}
