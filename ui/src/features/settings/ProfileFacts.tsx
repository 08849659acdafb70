import { useState } from "react";
import type { ProfileDetail } from "../../api/types";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { Field } from "../../components/Field";
import { useWords } from "../../i18n";
import { integrationsOf } from "../firstrun/draft";
import { Acts, Group } from "./Group";
import { useSave } from "./useSave";

const whole = (text: string, from: number, to: number): number | null => {
  const value = Number(text);
  return Number.isInteger(value) && value >= from && value <= to ? value : null;
};

export function ProfileFacts({ detail }: { detail: ProfileDetail }) {
  const { t, country } = useWords();
  const [save, saving] = useSave();
  const [integrations, setIntegrations] = useState(detail.integrations.join(", "));
  const [concurrency, setConcurrency] = useState(String(detail.concurrency));
  const [overdue, setOverdue] = useState(String(detail.overdueAfterS));
  const facts = [
    { label: t("form.name"), value: detail.name, mono: true },
    { label: t("form.kind"), value: t(`kind.${detail.kind}`) },
    ...(detail.country ? [{ label: t("form.country"), value: country(detail.country) }] : []),
    { label: t("settings.loginHost"), value: detail.loginHost, mono: true },
    { label: t("settings.apiHost"), value: detail.apiHost, mono: true },
    { label: t("settings.redirect"), value: detail.redirect, mono: true },
    { label: t("settings.loopbackRedirect"), value: detail.loopbackRedirect, mono: true },
    { label: t("settings.path"), value: detail.path, mono: true },
  ];
  const ids = integrationsOf(integrations);
  const side = whole(concurrency, 1, 16);
  const late = whole(overdue, 1, 86_400);
  return (
    <>
      <Group title={t("settings.profile")}>
        <Card>
          <Facts facts={facts} />
        </Card>
      </Group>
      <Group title={t("settings.run")} text={t("settings.runText")}>
        <Field
          label={t("form.integrations")}
          hint={t("form.integrationsHint")}
          mono
          value={integrations}
          onChange={setIntegrations}
          error={ids.length === 0 ? t("form.integrationsMissing") : null}
          testId="settings-integrations"
        />
        <Field
          label={t("settings.concurrency")}
          hint={t("settings.concurrencyHint")}
          inputMode="numeric"
          value={concurrency}
          onChange={setConcurrency}
          error={side === null ? t("settings.concurrencyWrong") : null}
          testId="settings-concurrency"
        />
        <Field
          label={t("settings.overdue")}
          hint={t("settings.overdueHint")}
          inputMode="numeric"
          value={overdue}
          onChange={setOverdue}
          error={late === null ? t("settings.overdueWrong") : null}
          testId="settings-overdue"
        />
        <Acts>
          <Button
            look="primary"
            busy={saving}
            isDisabled={ids.length === 0 || side === null || late === null}
            onPress={() => save({ integrations: ids, concurrency: side, overdueAfterS: late })}
            testId="settings-save"
          >
            {t("settings.save")}
          </Button>
        </Acts>
      </Group>
    </>
  );
}
