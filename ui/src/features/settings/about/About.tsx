import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Saved } from "../../../api/types";
import { Button } from "../../../components/Button";
import { Card, Facts } from "../../../components/Card";
import { copyText } from "../../../components/copy";
import { useNotices } from "../../../components/notices/notices";
import { SavedNote } from "../../../components/SavedNote";
import { useAct } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { startQuery } from "../../../queries/environmentQueries";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts, Group } from "../Group";
import { UpdateGroup } from "./UpdateGroup";

/** Which program this is, whether there is a newer one, and what to send to whoever helps. */
export function About() {
  const { t } = useWords();
  const platform = usePlatform();
  const { done } = useNotices();
  const start = useQuery(startQuery).data;
  const [saved, setSaved] = useState<Saved | null>(null);
  const [save, saving] = useAct(async () => setSaved(await platform.saveDiagnostics()));
  const [copy, copying] = useAct(async () => {
    await copyText(await platform.diagnosticsText());
    done(t("settings.diagnosticsCopied"));
  });
  return (
    <>
      <Group title={t("settings.about")} text={t("settings.aboutText")}>
        <Card testId="settings-about-facts">
          <Facts
            facts={[
              { label: t("settings.version"), value: start?.version ?? "", copy: true },
              { label: t("settings.home"), value: start?.home ?? "", mono: true },
            ]}
          />
        </Card>
      </Group>
      <UpdateGroup />
      <Group title={t("settings.diagnostics")} text={t("settings.diagnosticsText")}>
        <Acts>
          <Button busy={saving} onPress={() => save()} testId="diagnostics-save">
            {t("settings.diagnosticsSave")}
          </Button>
          <Button icon="copy" busy={copying} onPress={() => copy()} testId="diagnostics-copy">
            {t("settings.diagnosticsCopy")}
          </Button>
        </Acts>
        {saved && <SavedNote saved={saved} opens />}
      </Group>
    </>
  );
}
