import { useState } from "react";
import { useRainforestSettings } from "../../data/applicationQueries";
import { useNotices } from "../../data/notices";
import { usePlatform } from "../../data/platform";
import { useAct } from "../../data/useAct";
import { Button } from "../../parts/Button";
import { Card, Facts } from "../../parts/Card";
import { Field } from "../../parts/Field";
import { Note } from "../../parts/Note";
import { useWords } from "../../words";
import { Acts, Group } from "./Group";

/** Rainforest: its key and the secret of the endpoint in the vault, the endpoint's address for the portal. */
export function RainforestForm() {
  const { t } = useWords();
  const platform = usePlatform();
  const { done } = useNotices();
  const { data: settings, refetch } = useRainforestSettings();
  const [apiKey, setApiKey] = useState("");
  const [webhookSecret, setWebhookSecret] = useState("");
  const [right, setRight] = useState(false);
  const [save, saving] = useAct(async () => {
    await platform.saveRainforest({ apiKey, webhookSecret });
    setApiKey("");
    setWebhookSecret("");
    setRight(false);
    await refetch();
    done(t("settings.saved"));
  });
  const [check, checking] = useAct(async () => {
    setRight(false);
    await platform.checkRainforest();
    setRight(true);
  });
  if (!settings) return null;
  const facts = [
    { label: t("settings.apiHost"), value: settings.api || "–", mono: true },
    { label: t("settings.apiKey"), value: t(`secret.${settings.apiKey}`) },
    { label: t("settings.endpointUrl"), value: settings.webhookUrl, mono: true },
    { label: t("settings.endpointSecret"), value: t(`secret.${settings.webhookSecret}`) },
  ];
  return (
    <Group title="Rainforest" text={t(settings.simulated ? "settings.rainforestSandbox" : "settings.rainforestText")}>
      <Card testId="rainforest-facts">
        <Facts facts={facts} />
      </Card>
      {!settings.simulated && (
        <>
          <Field
            label={t("settings.newApiKey")}
            hint={t("form.clientSecretHint")}
            type="password"
            value={apiKey}
            onChange={setApiKey}
            testId="rainforest-key"
          />
          <Field
            label={t("settings.newEndpointSecret")}
            hint={t("settings.endpointSecretHint")}
            type="password"
            value={webhookSecret}
            onChange={setWebhookSecret}
            testId="rainforest-secret"
          />
        </>
      )}
      {right && (
        <Note tone="ok" testId="rainforest-checked">
          {t("settings.rainforestOk")}
        </Note>
      )}
      <Acts>
        {!settings.simulated && (
          <Button
            look="primary"
            busy={saving}
            isDisabled={apiKey === "" && webhookSecret === ""}
            onPress={save}
            testId="rainforest-save"
          >
            {t("settings.save")}
          </Button>
        )}
        <Button busy={checking} isDisabled={!settings.named} onPress={check} testId="rainforest-check">
          {t("settings.rainforestCheck")}
        </Button>
      </Acts>
    </Group>
  );
}
