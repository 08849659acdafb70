import type { Failure, FilePlace } from "../../api/types";
import { useWords, type Words } from "../../i18n";
import { Button } from "../Button";
import { Copyable } from "../Copyable";
import { Note } from "../Note";
import { providerName } from "../provider";
import css from "./FailureNote.module.css";
import { FAILURES, type NextStep, TECHNICAL } from "./table";

type Props = { failure: Failure; onStep?: (step: Exclude<NextStep, null>) => void; testId?: string };

/** "Line 3: rappi.api", as far as it is known. */
function where({ line, key }: FilePlace, t: Words["t"]): string {
  if (line === null) return key;
  return key === "" ? t("failure.line", { line: String(line) }) : t("failure.place", { line: String(line), key });
}

/** A failure in place: what happened, what to do, and below in words that are not ours: the provider's, the system's. */
export function FailureNote({ failure, onStep, testId }: Props) {
  const { t } = useWords();
  const { tone, step } = FAILURES[failure.code];
  const { place, provider } = failure;
  const whose = provider ? providerName(provider) : t("failure.provider");
  const others =
    failure.detail ?? place?.file ?? (failure.reason || !TECHNICAL.has(failure.code) ? null : failure.message);
  return (
    <Note tone={tone} testId={testId}>
      <b>{t(`failure.${failure.code}.title`, { provider: whose })}</b>
      <span>{t(`failure.${failure.code}.next`)}</span>
      {place && <span>{where(place, t)}</span>}
      {failure.reason && <span>{t(`reason.${failure.reason}`, { what: failure.what ?? "" })}</span>}
      {others && (
        <span className={css.own}>
          <Copyable text={others} what={t("copy.detail")} />
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
