import css from "./Progress.module.css";
import type { Tone } from "./State";

type Props = {
  label: string;
  total: number;
  done: number;
  segments: { tone: Tone; amount: number }[];
  testId?: string;
};

/** A determinate bar in the colours of the states it is made of. */
export function Progress({ label, total, done, segments, testId }: Props) {
  return (
    <div
      className={css.bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      data-testid={testId}
    >
      {segments.map(({ tone, amount }) => (
        <span key={tone} data-tone={tone} style={{ width: `${(amount / Math.max(1, total)) * 100}%` }} />
      ))}
    </div>
  );
}
