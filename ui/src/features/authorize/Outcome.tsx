import type { AttemptState } from "../../api/types";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { FAILURES, type NextStep } from "../../components/failure/table";
import { Note } from "../../components/Note";
import { State } from "../../components/State";
import { ATTEMPT } from "../../components/wire";
import { T, useWords } from "../../i18n";
import css from "./Outcome.module.css";

type Props = {
  state: AttemptState;
  answering: boolean;
  onAnswer(accept: boolean): void;
  onOpenMerchant(merchant: string): void;
  onAgain(): void;
  onStep(step: Exclude<NextStep, null>): void;
};

/** How an attempt ended; another merchant than the expected one is a question, never a silent success. */
export function Outcome({ state, answering, onAnswer, onOpenMerchant, onAgain, onStep }: Props) {
  const { t, number, span } = useWords();
  const { tone, icon, word } = ATTEMPT[state.kind];
  return (
    <>
      <div data-testid="authorize-state" data-state={state.kind}>
        <State tone={tone} icon={icon} word={t(word)} />
      </div>
      {state.kind === "question" && (
        <>
          <Note tone="doubt" testId="authorize-question">
            <span>
              <T id="authorize.question" values={{ email: state.email, expected: state.expected }} />
            </span>
          </Note>
          <div className={css.acts}>
            <Button busy={answering} onPress={() => onAnswer(false)} testId="authorize-discard">
              {t("authorize.discard")}
            </Button>
            <Button busy={answering} onPress={() => onAnswer(true)} testId="authorize-accept">
              {t("authorize.accept", { email: state.email })}
            </Button>
          </div>
        </>
      )}
      {state.kind === "done" && (
        <>
          <Note tone="ok" testId="authorize-done">
            <span>
              <T id="authorize.done" values={{ email: state.email }} />
            </span>
            {state.stores !== null && (
              <span>{t("authorize.stores", { count: state.stores, number: number(state.stores) })}</span>
            )}
          </Note>
          {typeof state.clockSkewMs === "number" && (
            <Note tone="doubt" testId="authorize-clock">
              {t("authorize.clock", { span: span(state.clockSkewMs) })}
            </Note>
          )}
          <div className={css.acts}>
            <Button look="primary" onPress={() => onOpenMerchant(state.merchant)} testId="authorize-show">
              {t("authorize.show")}
            </Button>
          </div>
        </>
      )}
      {state.kind === "failed" && (
        <FailureNote
          failure={state.failure}
          onStep={FAILURES[state.failure.code].step === "authorize" ? undefined : onStep}
          testId="authorize-failure"
        />
      )}
      {state.kind === "expired" && <Note tone="late">{t("authorize.expired")}</Note>}
      {state.kind === "cancelled" && <Note tone="off">{t("authorize.cancelled")}</Note>}
      {(state.kind === "failed" || state.kind === "expired" || state.kind === "cancelled") && (
        <div className={css.acts}>
          <Button look="primary" onPress={onAgain} testId="authorize-again">
            {t("authorize.again")}
          </Button>
        </div>
      )}
    </>
  );
}
