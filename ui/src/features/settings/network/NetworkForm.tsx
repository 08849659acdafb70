import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { NetworkFacts, NetworkSettings, ProxyUse } from "../../../api/types";
import { Button } from "../../../components/Button";
import { Segment } from "../../../components/Choice";
import { Field } from "../../../components/Field";
import { useWords } from "../../../i18n";
import { networkSettingsQuery } from "../../../queries/environmentQueries";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts, FormGroup } from "../Group";
import { useSaveForm } from "../notifications/useSaveForm";
import { ProxyFields } from "./ProxyFields";
import { ProxyPassword } from "./ProxyPassword";

const USES: ProxyUse[] = ["system", "proxy", "direct"];

function factsOf({ using, proxy, user, direct, authority }: NetworkSettings): NetworkFacts {
  return { using, proxy, user, direct, authority };
}

/** Who decides which way calls take, and whom they trust. The password goes to the vault and never comes back. */
export function NetworkForm({ settings }: { settings: NetworkSettings }) {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const [facts, setFacts] = useState(() => factsOf(settings));
  const [password, setPassword] = useState("");
  const change = (more: Partial<NetworkFacts>) => setFacts((before) => ({ ...before, ...more }));
  const changed = password !== "" || JSON.stringify(facts) !== JSON.stringify(factsOf(settings));
  const { save, saving, mistakes } = useSaveForm(async () => {
    const saved = await platform.saveNetwork({ facts, password });
    setFacts(factsOf(saved));
    client.setQueryData(networkSettingsQuery.queryKey, saved);
    setPassword("");
  });
  return (
    <FormGroup title={t("network.which")} text={t("network.whichText")} onSend={save} mistakes={mistakes}>
      <Segment
        label={t("network.using")}
        options={USES.map((id) => ({ id, label: t(`network.using.${id}`) }))}
        value={facts.using}
        onChange={(using: ProxyUse) => change({ using })}
        testId={(id) => `network-${id}`}
      />
      {facts.using === "proxy" && (
        <ProxyFields
          facts={facts}
          change={change}
          stored={settings.password}
          password={password}
          onPassword={setPassword}
        />
      )}
      <Field
        label={t("network.authority")}
        hint={t("network.authorityHint", { count: settings.authorities })}
        mono
        placeholder="/etc/ssl/proxy-ca.pem"
        value={facts.authority}
        onChange={(authority) => change({ authority })}
        testId="network-authority"
      />
      <Acts>
        <Button look="primary" busy={saving} isDisabled={!changed} type="submit" testId="network-save">
          {t("settings.save")}
        </Button>
        {settings.password === "stored" && <ProxyPassword />}
      </Acts>
    </FormGroup>
  );
}
