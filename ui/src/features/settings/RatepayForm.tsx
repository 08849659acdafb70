import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ProviderCard } from "../../api/types";
import { Field } from "../../components/Field";
import { Note } from "../../components/Note";
import { useWords } from "../../i18n";
import { ratepaySettingsQuery } from "../../queries/environmentQueries";
import { usePlatform } from "../../queries/usePlatform";
import { CredentialForm } from "./CredentialForm";

/** Ratepay's client: named in the profile, its secret in the vault. */
export function RatepayForm() {
  const { t } = useWords();
  const platform = usePlatform();
  const { data: settings, refetch } = useQuery(ratepaySettingsQuery);
  const [clientId, setClientId] = useState<string | null>(null);
  const [clientSecret, setClientSecret] = useState("");
  const [card, setCard] = useState<ProviderCard | null>(null);
  if (!settings) return null;
  const named = clientId ?? settings.clientId;
  const save = async () => {
    await platform.saveRatepay({ clientId: named, clientSecret });
    setClientSecret("");
    setClientId(null);
    setCard(null);
    await refetch();
  };
  return (
    <CredentialForm
      title="Ratepay"
      text={t(settings.simulated ? "settings.ratepaySandbox" : "settings.ratepayText")}
      facts={[
        { label: t("form.clientId"), value: settings.clientId || "–", mono: true },
        { label: t("form.clientSecret"), value: t(`secret.${settings.clientSecret}`) },
        ...(settings.named ? [{ label: t("settings.apiHost"), value: settings.api, mono: true }] : []),
      ]}
      fields={
        settings.simulated ? null : (
          <>
            <Field label={t("form.clientId")} mono value={named} onChange={setClientId} testId="ratepay-client" />
            <Field
              label={t("settings.newSecret")}
              hint={t("form.clientSecretHint")}
              type="password"
              value={clientSecret}
              onChange={setClientSecret}
              testId="ratepay-secret"
            />
          </>
        )
      }
      ready={named.trim() !== "" && (clientSecret !== "" || clientId !== null)}
      save={save}
      check={settings.named ? async () => setCard(await platform.checkRatepay()) : null}
      checkWord={t("settings.ratepayCheck")}
      checked={
        card && (
          <Note tone={card.state === "ok" ? "ok" : "bad"} testId="ratepay-checked">
            {t(card.state === "ok" ? "settings.ratepayOk" : "settings.ratepayFailed")}
            {card.detail && <span data-selectable>{card.detail}</span>}
          </Note>
        )
      }
      testId="ratepay"
    />
  );
}
