import type { ReactNode } from "react";
import css from "./Card.module.css";

export function Card({ children, testId }: { children: ReactNode; testId?: string }) {
  return (
    <div className={css.card} data-testid={testId}>
      {children}
    </div>
  );
}

export type Fact = { label: string; value: ReactNode; mono?: boolean };

/** Facts, one a line: what it is on the left, what it says on the right. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={css.facts}>
      {facts.map(({ label, value, mono }) => (
        <div key={label} className={css.fact}>
          <dt>{label}</dt>
          <dd
            className={mono ? css.mono : undefined}
            data-selectable
            title={typeof value === "string" ? value : undefined}
          >
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
