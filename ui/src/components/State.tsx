import { Icon, type IconName } from "./Icon";
import css from "./State.module.css";

export type Tone = "ok" | "run" | "doubt" | "late" | "bad" | "off";

type Props = { tone: Tone; icon: IconName; word: string; title?: string; testId?: string };

/** Icon + word + colour: the only way a state is shown. */
export function State({ tone, icon, word, title, testId }: Props) {
  return (
    <span className={css.state} data-tone={tone} data-testid={testId} title={title ?? word}>
      <Icon name={icon} size={14} />
      <span className={css.word}>{word}</span>
    </span>
  );
}
