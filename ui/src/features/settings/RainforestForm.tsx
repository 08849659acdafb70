import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Field } from "../../components/Field";
import { Note } from "../../components/Note";
import { useWords } from "../../i18n";
import { rainforestSettingsQuery } from "../../queries/environmentQueries";
import { usePlatform } from "../../queries/usePlatform";
import { CredentialForm } from "./CredentialForm";

/** Rainforest: its key and the secret of the endpoint in the vault, the endpoint's address for the portal. */
export function RainforestForm() {
  const { t } = useWords();
  const platform = usePlatform();
  const { data: settings, refetch } = useQuery(rainforestSettingsQuery);
  const [apiKey, setApiKey] = useState("");
  const [webhookSecret, setWebhookSecret] = useState("");
  const [right, setRight] = useState(false);
  if (!settings) return null;
  const save = async () => {
    await platform.saveRainforest({ apiKey, webhookSecret });
    setApiKey("");
    setWebhookSecret("");
    setRight(false);
    await refetch();
  };
  const check = async () => {
    setRight(false);
    await platform.checkRainforest();
    setRight(true);
  };
  return (
    <CredentialForm
      title="Rainforest"
      text={t(settings.simulated ? "settings.rainforestSandbox" : "settings.rainforestText")}
      facts={[
        { label: t("settings.apiHost"), value: settings.api || "–", mono: true },
        { label: t("settings.apiKey"), value: t(`secret.${settings.apiKey}`) },
        { label: t("settings.endpointUrl"), value: settings.webhookUrl, mono: true },
        { label: t("settings.endpointSecret"), value: t(`secret.${settings.webhookSecret}`) },
      ]}
      fields={
        settings.simulated ? null : (
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
        )
      }
      ready={apiKey !== "" || webhookSecret !== ""}
      save={save}
      check={settings.named ? check : null}
      checkWord={t("settings.rainforestCheck")}
      checked={
        right && (
          <Note tone="ok" testId="rainforest-checked">
            {t("settings.rainforestOk")}
          </Note>
        )
      }
      testId="rainforest"
    />
  );
}
