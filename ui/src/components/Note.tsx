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

type Props = { tone: Tone /** Unless it is the tone's own. */; icon?: IconName; children: ReactNode; testId?: string };

export function Note({ tone, icon, children, testId }: Props) {
  return (
    <div className={css.note} data-tone={tone} data-testid={testId} role={tone === "bad" ? "alert" : undefined}>
      <span className={css.icon}>
        <Icon name={icon ?? ICONS[tone]} size={14} />
      </span>
      <div className={css.body}>{children}</div>
    </div>
  );
}
