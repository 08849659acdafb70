import { type ReactNode, useState } from "react";
import type { Failure, Flags, PlanView } from "../../api/types";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { Pick, Segment } from "../../components/Choice";
import { FailureNote } from "../../components/failure/FailureNote";
import type { NextStep } from "../../components/failure/table";
import { Note } from "../../components/Note";
import { PanelTitle } from "../../components/Page";
import page from "../../components/Page.module.css";
import { useLostFocus } from "../../components/useLostFocus";
import { useWords } from "../../i18n";
import type { Mode } from "../../tree/states";
import { Confirm } from "./Confirm";
import { LeftOut } from "./LeftOut";
import { Options } from "./Options";
import css from "./PlanPanel.module.css";
import { planFacts } from "./planFacts";
import { type Hold, RunTiming } from "./RunTiming";
import { asks, type Environment } from "./runFacts";

/** Seconds before the first request leaves, in which the run can be taken back. */
const MODES: Mode[] = ["provision", "deprovision"];
type Props = {
  /** Where it goes; not before the profile was read. */
  environment: Environment | null;
  mode: Mode;
  /** Without it the purpose is fixed. */
  onMode?: (mode: Mode) => void;
  hold: Hold;
  onHold(hold: Hold): void;
  /** What was not done is sent again by the run itself. */
  repeat: boolean;
  onRepeat(repeat: boolean): void;
  plan: PlanView | null;
  /** The plan shown is the one of the present selection. */
  settled: boolean;
  failure: Failure | null;
  onStep(step: Exclude<NextStep, null>): void;
  integrations: string[];
  integration: string;
  onIntegration(integration: string): void;
  flags: Flags;
  /** The options are those of a file's rows. */ fixed?: boolean;
  onFlags(flags: Flags): void;
  busy: boolean;
  onRun(): void;
  registering: boolean;
  onRegister(): void;
  again: "failed_of" | "unsent_of" | "import" | null;
  onCancel?: () => void;
  /** How the plan is kept. */
  keep?: ReactNode;
};

/** What is about to happen: nothing is sent before this was seen. */
export function PlanPanel(props: Props) {
  const { environment, mode, plan, settled, failure, integrations, integration, flags, again, busy } = props;
  const [asking, setAsking] = useState(false);
  const words = useWords();
  const { t } = words;
  const panel = useLostFocus();
  const stores = plan?.stores ?? 0;
  const batches = plan?.batches.length ?? 0;
  const ready = plan?.webhookReady ?? true;
  const facts = planFacts(plan, mode, props.fixed ? flags : null, words);
  const asked = asks(mode, stores, flags, environment);
  return (
    <div ref={panel} tabIndex={-1} className={page.parts} data-testid="plan-panel">
      <PanelTitle>{t(again === "import" ? "plan.fileTitle" : again ? "plan.againTitle" : "plan.title")}</PanelTitle>
      {props.onMode && (
        <Segment
          label={t("plan.mode")}
          hideLabel
          options={MODES.map((id) => ({ id, label: t(`plan.mode.${id}`) }))}
          value={mode}
          onChange={props.onMode}
          testId={(id) => `plan-mode-${id}`}
        />
      )}
      {!plan && !failure && <p className={css.hint}>{t(`plan.none.${mode}`)}</p>}
      {again && <Note tone="run">{t(`plan.again.${again}`)}</Note>}
      {failure && <FailureNote failure={failure} onStep={props.onStep} testId="plan-failure" />}
      <Card>
        <Facts facts={facts} />
        <div className={css.pick}>
          <span>{t("plan.integration")}</span>
          <Pick
            label={t("plan.integration")}
            hideLabel
            options={integrations.map((id) => ({ id, label: id }))}
            value={integration || null}
            onChange={props.onIntegration}
            placeholder={t("plan.noIntegration")}
            testId="plan-integration"
          />
        </div>
      </Card>
      {props.keep}
      {plan && plan.leftOutTotal > 0 && <LeftOut rows={plan.leftOut} total={plan.leftOutTotal} />}
      {mode === "provision" && !props.fixed && <Options flags={flags} onChange={props.onFlags} />}
      <RunTiming hold={props.hold} onHold={props.onHold} repeat={props.repeat} onRepeat={props.onRepeat} />
      <div className={page.toFoot} />
      <div className={page.foot}>
        {!ready && (
          <Note tone="doubt" testId="plan-webhook">
            <span>{t("plan.webhook", { integration })}</span>
            <Button onPress={props.onRegister} busy={props.registering} testId="plan-register">
              {t("webhook.register")}
            </Button>
          </Note>
        )}
        <Button
          look={mode === "deprovision" ? "danger" : "primary"}
          wide
          busy={busy}
          unready={stores === 0 || !ready || !settled || (asked && !environment)}
          onPress={asked ? () => setAsking(true) : props.onRun}
          testId="plan-run"
        >
          {stores === 0 ? t(`plan.runNone.${mode}`) : t(`plan.run.${mode}`, { stores, batches })}
        </Button>
        {plan && environment && (
          <Confirm
            open={asking}
            environment={environment}
            plan={plan}
            mode={mode}
            flags={flags}
            settled={settled}
            onClose={() => setAsking(false)}
            onConfirm={() => {
              setAsking(false);
              props.onRun();
            }}
          />
        )}
        {props.onCancel && (
          <Button look="ghost" wide onPress={props.onCancel}>
            {t("common.back")}
          </Button>
        )}
      </div>
    </div>
  );
}
