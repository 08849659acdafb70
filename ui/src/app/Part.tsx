import type { Tone } from "../components/State";
import css from "./ConnectionLine.module.css";

/** A piece of the connection line: a dot in the colour of a state, and its words. */
export function Part({ tone, text, title }: { tone: Tone; text: string; title: string | null }) {
  return (
    <span className={css.part} title={title ?? text}>
      <span className={css.dot} data-tone={tone} />
      <span className={css.word}>{text}</span>
    </span>
  );
}
