import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { NetworkFacts, NetworkSettings, ProxyUse } from "../../../api/types";
import { Button } from "../../../components/Button";
import { Segment } from "../../../components/Choice";
import { Field } from "../../../components/Field";
import { useNotices } from "../../../components/notices/notices";
import { useAct } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { networkSettingsQuery } from "../../../queries/environmentQueries";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts, Group } from "../Group";
import { type Mistake, mistakeOf, saidOf, showMistake } from "../notifications/mistake";
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
  const { done } = useNotices();
  const [facts, setFacts] = useState(() => factsOf(settings));
  const [password, setPassword] = useState("");
  const [mistake, setMistake] = useState<Mistake | null>(null);
  const change = (more: Partial<NetworkFacts>) => setFacts((before) => ({ ...before, ...more }));
  const wrong = (field: string) => saidOf(mistake, field, t);
  const changed = password !== "" || JSON.stringify(facts) !== JSON.stringify(factsOf(settings));
  const [save, saving] = useAct(async () => {
    setMistake(null);
    try {
      const saved = await platform.saveNetwork({ facts, password });
      setFacts(factsOf(saved));
      client.setQueryData(networkSettingsQuery.queryKey, saved);
    } catch (error) {
      const found = mistakeOf(error);
      if (!found) throw error;
      setMistake(found);
      showMistake(found);
      return;
    }
    setPassword("");
    done(t("settings.saved"));
  });
  return (
    <Group title={t("network.which")} text={t("network.whichText")}>
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
          wrong={wrong}
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
        error={wrong("network-authority")}
        testId="network-authority"
      />
      <Acts>
        <Button look="primary" busy={saving} isDisabled={!changed} onPress={() => save()} testId="network-save">
          {t("settings.save")}
        </Button>
        {settings.password === "stored" && <ProxyPassword />}
      </Acts>
    </Group>
  );
}
