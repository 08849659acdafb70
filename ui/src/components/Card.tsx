import type { ReactNode } from "react";
import css from "./Card.module.css";
import { Copyable } from "./Copyable";

/** A fact that there is not. */
const NOTHING = "–";

export function Card({ children, testId }: { children: ReactNode; testId?: string }) {
  return (
    <div className={css.card} data-testid={testId}>
      {children}
    </div>
  );
}

/** A label that is no text needs an id of its own. */
export type Fact = {
  value: ReactNode;
  mono?: boolean /** People paste it elsewhere, as everything that is `mono`. */;
  copy?: boolean;
} & ({ label: string; id?: string } | { label: ReactNode; id: string });

/** Facts, one a line: what it is on the left, what it says on the right. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={css.facts}>
      {facts.map(({ id, label, value, mono, copy }) => (
        <div key={id ?? String(label)} className={css.fact}>
          <dt>{label}</dt>
          <dd
            className={mono ? css.mono : undefined}
            data-selectable
            title={typeof value === "string" ? value : undefined}
          >
            {(mono || copy) && typeof value === "string" && value !== NOTHING ? (
              <Copyable text={value} what={typeof label === "string" ? label : undefined} />
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
