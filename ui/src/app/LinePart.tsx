import type { Tone } from "../components/State";
import css from "./ConnectionLine.module.css";

/** One thing of the connection line: a dot and a word. */
export function Part({ tone, text, title }: { tone: Tone; text: string; title: string | null }) {
  return (
    <span className={css.part} title={title ?? text}>
      <span className={css.dot} data-tone={tone} />
      <span className={css.word}>{text}</span>
    </span>
  );
}
