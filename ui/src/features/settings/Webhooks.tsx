import type { Webhook } from "../../api/types";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { State } from "../../components/State";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { useRegisterWebhook } from "../../navigation/registering";
import { ChangeSecret, RotationState } from "./Rotation";
import css from "./Webhooks.module.css";

type Props = {
  webhooks: Webhook[];
  integrations: string[];
  publicUrl: string | null /** Shown where it is not changed. */;
  readOnly?: boolean;
};

/** Whether each integration's result webhook is registered at Rappi, and the act that does it. */
export function Webhooks({ webhooks, integrations, publicUrl, readOnly }: Props) {
  const { t } = useWords();
  return (
    <>
      <p className={css.text}>{t(readOnly ? "webhook.readOnly" : "webhook.text")}</p>
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
  const facts = [
    { label: t("webhook.event"), value: webhook?.event ?? "STORE_PROVISIONING_STATUS", mono: true },
    { label: t("webhook.url"), value: webhook?.url ?? publicUrl ?? "–", mono: true },
    { label: t("webhook.secret"), value: t(webhook?.secret === "stored" ? "secret.stored" : "secret.missing") },
    ...(at === null ? [] : [{ label: t("webhook.registeredAt"), value: moment(at) }]),
    ...(webhook?.answer === 200 || webhook?.answer === 201
      ? [{ label: t("webhook.answer"), value: t(`webhook.answer.${webhook.answer}`) }]
      : []),
  ];
  return (
    <Card testId={`webhook-${integration}`}>
      <div className={css.head}>
        <strong className={css.name}>{integration}</strong>
        {at === null ? (
          <State tone="off" icon="ring" word={t("webhook.not")} />
        ) : (
          <State tone="ok" icon="check" word={t("webhook.is")} />
        )}
      </div>
      <Facts facts={facts} />
      {at !== null && <RotationState integration={integration} />}
      {!readOnly && (
        <div className={css.foot}>
          <Button onPress={register} busy={busy} testId={`webhook-register-${integration}`}>
            {t(at === null ? "webhook.register" : "webhook.registerAgain")}
          </Button>
          {at !== null && <ChangeSecret integration={integration} />}
        </div>
      )}
    </Card>
  );
}
