import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import type { Figures } from "../../api/types";
import { State } from "../../components/State";
import { useWords } from "../../i18n";
import type { Figure } from "../merchants/which";
import css from "./FigureCards.module.css";

type Part = { figure: Figure; count: number; name: string; children: ReactNode };

/** A number, or what is said of it: it leads to the merchants whom it counts, where there is any. */
function Way({ figure, count, name, children }: Part) {
  const go = useNavigate();
  if (count === 0) return children;
  return (
    <Button
      className={css.way}
      aria-label={name}
      onPress={() => go({ to: "/merchants", search: { which: figure } })}
      data-testid={`figure-to-${figure}`}
    >
      {children}
    </Button>
  );
}

/** Four figures for a glance; a colour only where a person should look. */
export function FigureCards({ figures }: { figures: Figures }) {
  const { t, number } = useWords();
  const tried = figures.integrated + figures.failed;
  const share = tried === 0 ? null : Math.floor((figures.integrated / tried) * 1000) / 10;
  const card = (id: string, label: string, figure: Figure, count: number, below: ReactNode) => (
    <li className={css.card} data-testid={`figure-${id}`}>
      <span className={css.label}>{label}</span>
      <Way figure={figure} count={count} name={`${label}: ${number(count)}`}>
        <b>{number(count)}</b>
      </Way>
      {below}
    </li>
  );
  const shareWord = t("home.share", { share: number(share ?? 0), failed: number(figures.failed) });
  const integrated =
    share === null ? (
      <State tone="off" icon="ring" word={t("home.noRuns")} />
    ) : (
      <Way figure="failed" count={figures.failed} name={shareWord}>
        <State tone={figures.failed === 0 ? "ok" : "off"} icon="check" word={shareWord} />
      </Way>
    );
  const waiting =
    figures.overdue > 0 ? (
      <State tone="late" icon="clock" word={t("home.overdue", { number: number(figures.overdue) })} />
    ) : (
      <State tone="off" icon="check" word={t("home.inTime")} />
    );
  const unknown =
    figures.unknown > 0 ? (
      <State tone="doubt" icon="doubt" word={t("home.asked")} />
    ) : (
      <State tone="off" icon="check" word={t("home.noUnknown")} />
    );
  const missed =
    figures.missed > 0 ? (
      <State tone="bad" icon="cross" word={t("home.foundByRefresh")} />
    ) : (
      <State tone="off" icon="check" word={t("home.allArrived")} />
    );
  return (
    <ul className={css.cards}>
      {card("integrated", t("home.integrated"), "lately", figures.integrated, integrated)}
      {card("waiting", t("home.waiting"), "waiting", figures.waiting, waiting)}
      {card("unknown", t("home.unknown"), "unknown", figures.unknown, unknown)}
      {card("missed", t("home.missed"), "missed", figures.missed, missed)}
    </ul>
  );
}
