import type { ReactNode } from "react";
import { Form, type FormProps } from "../../components/Form";
import css from "./Group.module.css";

type GroupProps = { title: string; text?: string; children: ReactNode };

export function Group({ title, text, children }: GroupProps) {
  return (
    <section className={css.group}>
      <h2>{title}</h2>
      {text && <p className={css.text}>{text}</p>}
      {children}
    </section>
  );
}

/** A group that is a form of its own. */
export function FormGroup({ onSend, mistakes, ...group }: GroupProps & Pick<FormProps, "onSend" | "mistakes">) {
  return (
    <Form onSend={onSend} mistakes={mistakes}>
      <Group {...group} />
    </Form>
  );
}

export function Acts({ children }: { children: ReactNode }) {
  return <div className={css.acts}>{children}</div>;
}
