import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { NotificationFacts, NotificationSettings } from "../../../api/types";
import { Button } from "../../../components/Button";
import { Form } from "../../../components/Form";
import { Loading } from "../../../components/Page";
import { useWords } from "../../../i18n";
import { notificationSettingsQuery } from "../../../queries/notificationQueries";
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
export function NotificationSection() {
  const { data } = useQuery(notificationSettingsQuery);
  if (!data) return <Loading />;
  return (
    <>
      <Sending settings={data} />
      <NotificationForm settings={data} />
      <Templates edited={data.edited} />
    </>
  );
}

function factsOf(settings: NotificationSettings): NotificationFacts {
  const { sending, password, platformSecret, edited, muted, ...facts } = settings;
  return facts;
}

function NotificationForm({ settings }: { settings: NotificationSettings }) {
  const { t } = useWords();
  const platform = usePlatform();
  const [facts, setFacts] = useState(() => factsOf(settings));
  const [password, setPassword] = useState("");
  const [platformSecret, setPlatformSecret] = useState("");
  const change = (more: Partial<NotificationFacts>) => setFacts((before) => ({ ...before, ...more }));
  const changed =
    password !== "" || platformSecret !== "" || JSON.stringify(facts) !== JSON.stringify(factsOf(settings));
  const { save, saving, mistakes } = useSaveForm(async () => {
    setFacts(factsOf(await platform.saveNotificationSettings({ facts, password, platformSecret })));
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
        <Button look="primary" busy={saving} isDisabled={!changed} type="submit" testId="notifications-save">
          {t("settings.save")}
        </Button>
      </Acts>
    </Form>
  );
}

export type PartProps = {
  facts: NotificationFacts;
  change(more: Partial<NotificationFacts>): void;
  settings: NotificationSettings;
  /** Something was changed and not saved: what is tried is what was saved. */
  changed: boolean;
};
