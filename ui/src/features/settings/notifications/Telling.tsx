import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { TellingFacts, TellingSettings } from "../../../api/types";
import { Button } from "../../../components/Button";
import { Form } from "../../../components/Form";
import { Loading } from "../../../components/Page";
import { useWords } from "../../../i18n";
import { tellingSettingsQuery } from "../../../queries/notificationQueries";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts } from "../Group";
import { MailForm } from "./MailForm";
import { Matrix } from "./Matrix";
import { PlatformForm } from "./PlatformForm";
import { Recipients } from "./Recipients";
import { Sending } from "./Sending";
import { Templates } from "./Templates";
import { useSaveForm } from "./useSaveForm";

/** Who is told what becomes of an application: whether anything leaves, whom, when, on which way, and in which words. */
export function Telling() {
  const { data } = useQuery(tellingSettingsQuery);
  if (!data) return <Loading />;
  return (
    <>
      <Sending settings={data} />
      <TellingForm settings={data} />
      <Templates edited={data.edited} />
    </>
  );
}

function factsOf(settings: TellingSettings): TellingFacts {
  const { sending, password, platformSecret, edited, muted, ...facts } = settings;
  return facts;
}

function TellingForm({ settings }: { settings: TellingSettings }) {
  const { t } = useWords();
  const platform = usePlatform();
  const [facts, setFacts] = useState(() => factsOf(settings));
  const [password, setPassword] = useState("");
  const [platformSecret, setPlatformSecret] = useState("");
  const change = (more: Partial<TellingFacts>) => setFacts((before) => ({ ...before, ...more }));
  const changed =
    password !== "" || platformSecret !== "" || JSON.stringify(facts) !== JSON.stringify(factsOf(settings));
  const { save, saving, mistakes } = useSaveForm(async () => {
    setFacts(factsOf(await platform.saveTelling({ facts, password, platformSecret })));
    setPassword("");
    setPlatformSecret("");
  });
  const part = { facts, change, settings, changed };
  return (
    <Form onSend={save} mistakes={mistakes}>
      <Matrix rows={facts.matrix} onChange={(matrix) => change({ matrix })} />
      <Recipients {...part} />
      <MailForm {...part} password={password} onPassword={setPassword} />
      <PlatformForm {...part} secret={platformSecret} onSecret={setPlatformSecret} />
      <Acts>
        <Button look="primary" busy={saving} isDisabled={!changed} type="submit" testId="telling-save">
          {t("settings.save")}
        </Button>
      </Acts>
    </Form>
  );
}

export type PartProps = {
  facts: TellingFacts;
  change(more: Partial<TellingFacts>): void;
  settings: TellingSettings;
  /** Something was changed and not saved: what is tried is what was saved. */
  changed: boolean;
};
