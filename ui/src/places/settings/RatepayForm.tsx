import { useState } from "react";
import { useNotices } from "../../data/notices";
import { usePlatform } from "../../data/platform";
import { useRatepaySettings } from "../../data/queries";
import { useAct } from "../../data/useAct";
import { Button } from "../../parts/Button";
import { Card, Facts } from "../../parts/Card";
import { Field } from "../../parts/Field";
import { Note } from "../../parts/Note";
import type { ProviderCard } from "../../platform/types";
import { useWords } from "../../words";
import { Acts, Group } from "./Group";

/** Ratepay's client: named in the profile, its secret in the vault. */
export function RatepayForm() {
  const { t } = useWords();
  const platform = usePlatform();
  const { done } = useNotices();
  const { data: settings, refetch } = useRatepaySettings();
  const [clientId, setClientId] = useState<string | null>(null);
  const [clientSecret, setClientSecret] = useState("");
  const [card, setCard] = useState<ProviderCard | null>(null);
  const [save, saving] = useAct(async () => {
    await platform.saveRatepay({ clientId: clientId ?? settings?.clientId ?? "", clientSecret });
    setClientSecret("");
    setClientId(null);
    setCard(null);
    await refetch();
    done(t("settings.saved"));
  });
  const [check, checking] = useAct(async () => setCard(await platform.checkRatepay()));
  if (!settings) return null;
  const named = clientId ?? settings.clientId;
  const facts = [
    { label: t("form.clientId"), value: settings.clientId || "–", mono: true },
    { label: t("form.clientSecret"), value: t(`secret.${settings.clientSecret}`) },
    ...(settings.named ? [{ label: t("settings.apiHost"), value: settings.api, mono: true }] : []),
  ];
  return (
    <Group title="Ratepay" text={t(settings.simulated ? "settings.ratepaySandbox" : "settings.ratepayText")}>
      <Card testId="ratepay-facts">
        <Facts facts={facts} />
      </Card>
      {!settings.simulated && (
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
      )}
      {card && (
        <Note tone={card.state === "ok" ? "ok" : "bad"} testId="ratepay-checked">
          {t(card.state === "ok" ? "settings.ratepayOk" : "settings.ratepayFailed")}
          {card.detail && <span data-selectable>{card.detail}</span>}
        </Note>
      )}
      <Acts>
        {!settings.simulated && (
          <Button
            look="primary"
            busy={saving}
            isDisabled={named.trim() === "" || (clientSecret === "" && clientId === null)}
            onPress={save}
            testId="ratepay-save"
          >
            {t("settings.save")}
          </Button>
        )}
        <Button busy={checking} isDisabled={!settings.named} onPress={check} testId="ratepay-check">
          {t("settings.ratepayCheck")}
        </Button>
      </Acts>
    </Group>
  );
}
