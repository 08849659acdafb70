import { useState } from "react";
import type { ProfileDetail } from "../../api/types";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { Field } from "../../components/Field";
import { useWords } from "../../i18n";
import { integrationsOf } from "../environment/draft";
import { Acts, FormGroup, Group } from "./Group";
import { useSave } from "./useSave";

const whole = (text: string, from: number, to: number): number | null => {
  const value = Number(text);
  return Number.isInteger(value) && value >= from && value <= to ? value : null;
};

const sideOf = (text: string) => whole(text, 1, 16);
const lateOf = (text: string) => whole(text, 1, 86_400);

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
  const send = () =>
    save({
      integrations: integrationsOf(integrations),
      concurrency: sideOf(concurrency),
      overdueAfterS: lateOf(overdue),
    });
  return (
    <>
      <Group title={t("settings.profile")}>
        <Card>
          <Facts facts={facts} />
        </Card>
      </Group>
      <FormGroup title={t("settings.run")} text={t("settings.runText")} onSend={send}>
        <Field
          label={t("form.integrations")}
          hint={t("form.integrationsHint")}
          mono
          value={integrations}
          onChange={setIntegrations}
          validate={(text) => (integrationsOf(text).length > 0 ? null : t("form.integrationsMissing"))}
          testId="settings-integrations"
        />
        <Field
          label={t("settings.concurrency")}
          hint={t("settings.concurrencyHint")}
          inputMode="numeric"
          value={concurrency}
          onChange={setConcurrency}
          validate={(text) => (sideOf(text) === null ? t("settings.concurrencyWrong") : null)}
          testId="settings-concurrency"
        />
        <Field
          label={t("settings.overdue")}
          hint={t("settings.overdueHint")}
          inputMode="numeric"
          value={overdue}
          onChange={setOverdue}
          validate={(text) => (lateOf(text) === null ? t("settings.overdueWrong") : null)}
          testId="settings-overdue"
        />
        <Acts>
          <Button look="primary" busy={saving} type="submit" testId="settings-save">
            {t("settings.save")}
          </Button>
        </Acts>
      </FormGroup>
    </>
  );
}
