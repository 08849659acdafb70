import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import css from "./Note.module.css";
import type { Tone } from "./State";

const ICONS: Record<Tone, IconName> = {
  ok: "check",
  run: "sync",
  doubt: "doubt",
  late: "clock",
  bad: "cross",
  off: "note",
};

export function Note({ tone, children, testId }: { tone: Tone; children: ReactNode; testId?: string }) {
  return (
    <div className={`${css.note} ${css[tone]}`} data-testid={testId} role={tone === "bad" ? "alert" : undefined}>
      <span className={css.icon}>
        <Icon name={ICONS[tone]} size={14} />
      </span>
      <div className={css.body}>{children}</div>
    </div>
  );
}
