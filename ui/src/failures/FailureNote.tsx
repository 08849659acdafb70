import { Button } from "../parts/Button";
import { Note } from "../parts/Note";
import type { Failure } from "../platform/types";
import { useWords } from "../words";
import css from "./FailureNote.module.css";
import { FAILURES, type NextStep } from "./table";

type Props = { failure: Failure; onStep?: (step: Exclude<NextStep, null>) => void; testId?: string };

/** A failure in place: what happened, what to do, and the provider's own words below. */
export function FailureNote({ failure, onStep, testId }: Props) {
  const { t } = useWords();
  const { tone, step } = FAILURES[failure.code];
  return (
    <Note tone={tone} testId={testId}>
      <b>{t(`failure.${failure.code}.title`)}</b>
      <span>{t(`failure.${failure.code}.next`)}</span>
      {failure.message && (
        <span className={css.own} lang="en" data-selectable>
          {failure.message}
          {failure.detail && ` — ${failure.detail}`}
        </span>
      )}
      {step && onStep && (
        <Button look="link" onPress={() => onStep(step)}>
          {t(`step.${step}`)}
        </Button>
      )}
    </Note>
  );
}
