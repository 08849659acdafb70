import type { Webhook, WebhookState } from "../../api/types";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import type { IconName } from "../../components/Icon";
import { State, type Tone } from "../../components/State";
import { useAct } from "../../components/useAct";
import { useWords, type WordId } from "../../i18n";
import { useRegisterWebhook } from "../../navigation/registering";
import { ChangeSecret, RotationState } from "./Rotation";
import css from "./Webhooks.module.css";

const LOOK: Record<WebhookState, { tone: Tone; icon: IconName }> = {
  registered: { tone: "ok", icon: "check" },
  not_registered: { tone: "off", icon: "ring" },
  not_read: { tone: "off", icon: "ring" },
};
const WORD: Record<WebhookState, WordId> = {
  registered: "webhook.is",
  not_registered: "webhook.not",
  not_read: "webhook.notRead",
};

type Props = {
  webhooks: Webhook[];
  integrations: string[];
  publicUrl: string | null /** Shown where it is not changed. */;
  readOnly?: boolean;
};

/** Whether each integration's result webhook is registered at Rappi, and the act that does it. */
export function Webhooks({ webhooks, integrations, publicUrl, readOnly }: Props) {
  const { t } = useWords();
  const team = webhooks.find((one) => one.team)?.team;
  const text = team ? t("webhook.textTeam", { team }) : t("webhook.text");
  return (
    <>
      <p className={css.text}>{readOnly ? t("webhook.readOnly") : text}</p>
      {integrations.map((integration) => (
        <One
          key={integration}
          integration={integration}
          webhook={webhooks.find((one) => one.integration === integration) ?? null}
          publicUrl={publicUrl}
          readOnly={readOnly}
        />
      ))}
      {integrations.length === 0 && <p className={css.text}>{t("webhook.noIntegration")}</p>}
    </>
  );
}

type OneProps = {
  integration: string;
  webhook: Webhook | null;
  publicUrl: string | null /** Shown where it is not changed. */;
  readOnly?: boolean;
};

function One({ integration, webhook, publicUrl, readOnly }: OneProps) {
  const { t, moment } = useWords();
  const registerWebhook = useRegisterWebhook();
  const [register, busy] = useAct(() => registerWebhook(integration));
  const at = webhook?.registeredAt ?? null;
  const state = webhook?.state ?? "not_registered";
  const team = webhook?.team ?? null;
  const kept = webhook?.secret === "stored" ? t("secret.stored") : t("secret.missing");
  const facts = [
    ...(team ? [{ label: t("webhook.team"), value: team }] : []),
    { label: t("webhook.event"), value: webhook?.event ?? "STORE_PROVISIONING_STATUS", mono: true },
    { label: t("webhook.url"), value: webhook?.url ?? publicUrl ?? "–", mono: true },
    { label: t("webhook.secret"), value: team ? t("webhook.atRelay") : kept },
    ...(at === null ? [] : [{ label: t("webhook.registeredAt"), value: moment(at) }]),
    ...(webhook?.answer === 200 || webhook?.answer === 201
      ? [{ label: t("webhook.answer"), value: t(`webhook.answer.${webhook.answer}`) }]
      : []),
  ];
  return (
    <Card testId={`webhook-${integration}`}>
      <div className={css.head}>
        <strong className={css.name}>{integration}</strong>
        <State {...LOOK[state]} word={t(WORD[state])} testId={`webhook-state-${integration}`} />
      </div>
      <Facts facts={facts} />
      {at !== null && !team && <RotationState integration={integration} />}
      {!readOnly && (
        <div className={css.foot}>
          <Button onPress={register} busy={busy} testId={`webhook-register-${integration}`}>
            {t(state === "registered" ? "webhook.registerAgain" : "webhook.register")}
          </Button>
          {at !== null && !team && <ChangeSecret integration={integration} />}
        </div>
      )}
    </Card>
  );
}
