import type { OperationView } from "../../api/types";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import type { NextStep } from "../../components/failure/table";
import { Note } from "../../components/Note";
import { PanelTitle } from "../../components/Page";
import page from "../../components/Page.module.css";
import { Progress } from "../../components/Progress";
import { State } from "../../components/State";
import { useLostFocus } from "../../components/useLostFocus";
import { type Outcome, operationState } from "../../components/wire";
import { useWords } from "../../i18n";
import { Batches } from "./Batches";
import { Causes } from "./Causes";
import { CountCard } from "./CountCard";
import { isOver, retryable, segmentsOf, settledOf } from "./counts";
import css from "./OperationPanel.module.css";
import { RunButtons } from "./RunButtons";
import type { OperationActs } from "./useOperationActs";

type Props = {
  view: OperationView;
  acts: OperationActs;
  onStep(step: Exclude<NextStep, null>): void;
  onRetry(): void;
  onUnsent(): void;
  /** Opens the stores of the run, of one outcome or all. */
  onStores(outcome: Outcome | null): void;
  onPlan(): void;
};

/** What is happening, and afterwards what came of it. */
export function OperationPanel({ view, acts, onStep, onRetry, onUnsent, onStores, onPlan }: Props) {
  const words = useWords();
  const { t, number } = words;
  const panel = useLostFocus();
  const { row, batches, causes, secondsLeft } = view;
  const { counts, state } = row;
  const over = isOver(state);
  const settled = settledOf(counts);
  const failed = over ? retryable(causes) : 0;
  const unsent = over && state !== "interrupted" && state !== "undone" ? counts.planned : 0;
  const { tone, icon, word } = operationState(row, words);
  const left =
    secondsLeft !== null && secondsLeft > 0 && !over ? t("operation.left", { seconds: Math.ceil(secondsLeft) }) : null;
  return (
    <div
      ref={panel}
      tabIndex={-1}
      className={page.parts}
      data-testid="operation-panel"
      data-operation={row.id}
      data-state={state}
    >
      <div className={css.head}>
        <PanelTitle>{t(`operation.title.${row.kind}`)}</PanelTitle>
        <State tone={tone} icon={icon} word={word} testId="operation-state" />
      </div>
      <div>
        <Progress
          label={t("operation.progress")}
          total={counts.total}
          done={settled}
          segments={segmentsOf(counts)}
          testId="operation-progress"
        />
        <div className={css.line}>
          <span>
            <b>{number(settled)}</b> {t("operation.settled", { total: number(counts.total), count: counts.total })}
          </span>
          {left && <span data-testid="operation-left">{left}</span>}
        </div>
      </div>
      {row.halt && <FailureNote failure={row.halt} onStep={onStep} testId="operation-halt" />}
      <CountCard counts={counts} onStores={onStores} />
      {row.repeated > 0 && (
        <Note tone={over ? "off" : "run"} testId="operation-repeated">
          {t("operation.repeated", {
            count: row.repeated,
            number: number(row.repeated),
            total: number(batches.length - row.repeated),
          })}
        </Note>
      )}
      {counts.unknown > 0 && (
        <Note tone="doubt" testId="operation-unknown">
          {t("operation.unknownNote", { count: counts.unknown })}
        </Note>
      )}
      {state === "waiting" && counts.accepted > 0 && <p className={css.quiet}>{t("operation.waitingNote")}</p>}
      {over && causes.length > 0 && <Causes causes={causes} onStores={onStores} />}
      {!over && state !== "holding" && <Batches batches={batches} />}
      <div className={page.toFoot} />
      <div className={page.foot}>
        {failed > 0 && (
          <Button look="primary" wide onPress={onRetry} testId="operation-retry">
            {t("operation.retry", { count: failed })}
          </Button>
        )}
        {unsent > 0 && (
          <Button look={failed > 0 ? "plain" : "primary"} wide onPress={onUnsent} testId="operation-unsent">
            {t("operation.unsent", { count: unsent })}
          </Button>
        )}
        <RunButtons row={row} acts={acts} />
        <div className={css.pair}>
          <Button look="ghost" onPress={() => onStores(null)} testId="operation-details">
            {t("operation.stores")}
          </Button>
          <Button look="ghost" onPress={onPlan} testId="operation-plan">
            {t("operation.planAnother")}
          </Button>
        </div>
      </div>
    </div>
  );
}
