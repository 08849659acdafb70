import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Connection, ProfileDetail } from "../../api/types";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { Field } from "../../components/Field";
import { Note } from "../../components/Note";
import { State } from "../../components/State";
import { useWords } from "../../i18n";
import { useStep } from "../../navigation/steps";
import { connectionQuery } from "../../queries/environmentQueries";
import { Acts, FormGroup, Group } from "./Group";
import { RainforestForm } from "./RainforestForm";
import { RatepayForm } from "./RatepayForm";
import { useSave } from "./useSave";

const TONE: Record<Connection["vault"]["state"], "ok" | "bad" | "doubt"> = {
  keyring: "ok",
  folder: "ok",
  locked: "bad",
  absent: "doubt",
};

export function Credentials({ detail }: { detail: ProfileDetail }) {
  const { t } = useWords();
  const step = useStep();
  const { data: connection } = useQuery(connectionQuery);
  const [secret, setSecret] = useState("");
  const [save, saving] = useSave(() => setSecret(""));
  const vault = connection?.vault;
  const facts = [
    { label: t("form.clientId"), value: detail.clientId || "–", mono: true },
    { label: t("form.clientSecret"), value: t(`secret.${detail.clientSecret}`) },
  ];
  return (
    <>
      <Group title={t("settings.vault")} text={t("settings.vaultText")}>
        {vault && (
          <State
            tone={TONE[vault.state]}
            icon={vault.state === "locked" ? "lock" : vault.state === "absent" ? "doubt" : "unlock"}
            word={t(`vault.${vault.state}`)}
            testId="settings-vault"
          />
        )}
        {vault?.detail && <Note tone={TONE[vault.state]}>{vault.detail}</Note>}
        {vault && (vault.state === "locked" || vault.state === "absent") && (
          <Acts>
            <Button onPress={() => step("unlock")} testId="settings-unlock">
              {t("step.unlock")}
            </Button>
          </Acts>
        )}
      </Group>
      <FormGroup
        title={t("settings.integrator")}
        text={t("settings.integratorText")}
        onSend={() => save({ clientSecret: secret })}
      >
        <Card>
          <Facts facts={facts} />
        </Card>
        {(detail.kind !== "sandbox" || detail.clientSecret === "missing") && (
          <>
            <Field
              label={t("settings.newSecret")}
              hint={t("form.clientSecretHint")}
              type="password"
              value={secret}
              onChange={setSecret}
              testId="settings-secret"
            />
            <Acts>
              <Button
                look="primary"
                busy={saving}
                isDisabled={secret === ""}
                type="submit"
                testId="settings-secret-save"
              >
                {t("settings.replaceSecret")}
              </Button>
            </Acts>
          </>
        )}
      </FormGroup>
      <RainforestForm />
      <RatepayForm />
    </>
  );
}
