import { useNavigate } from "@tanstack/react-router";
import type { CheckOutcome, CheckStep, Finding } from "../../api/types";
import { Button } from "../../components/Button";
import type { IconName } from "../../components/Icon";
import { State, type Tone } from "../../components/State";
import { useWords } from "../../i18n";
import type { SettingsSection } from "../../navigation/places";
import { useStep } from "../../navigation/steps";
import css from "./ConnectionCheck.module.css";

const LOOK: Record<CheckOutcome, { tone: Tone; icon: IconName }> = {
  ok: { tone: "ok", icon: "check" },
  attention: { tone: "doubt", icon: "doubt" },
  failed: { tone: "bad", icon: "cross" },
  skipped: { tone: "off", icon: "ring" },
};

/** Where a finding is mended, as far as that is in this window. */
const PLACE: Partial<Record<Finding, SettingsSection>> = {
  client_secret_missing: "credentials",
  login_refused: "credentials",
  no_integration: "profile",
  webhook_missing: "receiver",
  webhook_elsewhere: "receiver",
  webhook_secret_missing: "receiver",
  webhook_not_at_relay: "receiver",
  feed_behind: "team",
  feed_not_live: "team",
  feed_forked: "team",
  device_removed: "team",
  not_listening: "receiver",
  public_address_missing: "receiver",
  another_program: "receiver",
  redirected_on_the_way: "receiver",
  path_changed: "receiver",
  proxy_unknown: "network",
  proxy_unreached: "network",
  proxy_timed_out: "network",
  proxy_credentials: "network",
  not_a_proxy: "network",
};

/** Findings whose `data` are seconds and are part of the sentence; of all others it is said in others' words. */
const SECONDS: Finding[] = ["clock_off", "clock_too_far_off"];

function Found({ finding, data }: { finding: Finding; data: string | null }) {
  const go = useNavigate();
  const { t, span } = useWords();
  const step = useStep();
  const place = PLACE[finding];
  const seconds = SECONDS.includes(finding);
  return (
    <div className={css.found}>
      <p>{t(`finding.${finding}`, { span: span(seconds ? Number(data) * 1000 : 0) })}</p>
      {data && !seconds && (
        <p className={css.data} data-selectable>
          {data}
        </p>
      )}
      <p className={css.next}>{t(`findingNext.${finding}`)}</p>
      {place && (
        <Button look="link" onPress={() => go({ to: `/settings/${place}` })} testId={`check-open-${place}`}>
          {t("check.open", { section: t(`settings.${place}`) })}
        </Button>
      )}
      {finding === "vault_locked" && (
        <Button look="link" onPress={() => step("unlock")}>
          {t("step.unlock")}
        </Button>
      )}
    </div>
  );
}

export function CheckStepRow({ step }: { step: CheckStep }) {
  const { t } = useWords();
  const { outcome, finding } = step;
  return (
    <li className={css.step} data-testid="check-step" data-step={step.step} data-outcome={outcome}>
      <State {...LOOK[outcome]} word={t(`checkOutcome.${outcome}`)} />
      <div className={css.what}>
        <div className={css.line}>
          <span className={css.name}>{t(`checkStep.${step.step}`)}</span>
          <span className={css.subject} title={step.subject} data-selectable>
            {step.subject}
          </span>
        </div>
        {step.through && (
          <p className={css.next} data-selectable>
            {t("check.through", { proxy: step.through })}
          </p>
        )}
        {finding && <Found finding={finding} data={step.data} />}
        {outcome === "skipped" && <p className={css.next}>{t("check.skipped")}</p>}
      </div>
    </li>
  );
}
