import type { ReactNode } from "react";
import css from "./Card.module.css";

export function Card({ children, testId }: { children: ReactNode; testId?: string }) {
  return (
    <div className={css.card} data-testid={testId}>
      {children}
    </div>
  );
}

/** A label that is no text needs an id of its own. */
export type Fact = { value: ReactNode; mono?: boolean } & (
  | { label: string; id?: string }
  | { label: ReactNode; id: string }
);

/** Facts, one a line: what it is on the left, what it says on the right. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={css.facts}>
      {facts.map(({ id, label, value, mono }) => (
        <div key={id ?? String(label)} className={css.fact}>
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
