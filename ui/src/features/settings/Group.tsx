import type { ReactNode } from "react";
import css from "./Group.module.css";

export function Group({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className={css.group}>
      <h2>{title}</h2>
      {text && <p className={css.text}>{text}</p>}
      {children}
    </section>
  );
}

export function Acts({ children }: { children: ReactNode }) {
  return <div className={css.acts}>{children}</div>;
}
