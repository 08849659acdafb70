import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ProfileDetail, Webhook } from "../../api/types";
import { Button } from "../../components/Button";
import { Field } from "../../components/Field";
import { Note } from "../../components/Note";
import { State } from "../../components/State";
import { useWords } from "../../i18n";
import { useStep } from "../../navigation/steps";
import { connectionQuery } from "../../queries/environmentQueries";
import { teamStatusQuery } from "../../queries/teamQueries";
import { isPublicUrl } from "../environment/draft";
import { Acts, FormGroup, Group } from "./Group";
import { Standing } from "./team/Standing";
import { useSave } from "./useSave";
import { Webhooks } from "./Webhooks";

const ADDRESS = /^(127\.0\.0\.1|\[::1\]):\d{1,5}$/;

export function Receiver({ detail, webhooks }: { detail: ProfileDetail; webhooks: Webhook[] }) {
  const { t } = useWords();
  const step = useStep();
  const { data: connection } = useQuery(connectionQuery);
  const { data: team } = useQuery(teamStatusQuery);
  const [save, saving] = useSave();
  const [address, setAddress] = useState(detail.receiverAddress);
  const [publicUrl, setPublicUrl] = useState(detail.publicUrl ?? "");
  const receiver = connection?.receiver;
  // What is shown may be a port that was free at this start; writing it down untouched would ask for it for ever.
  const moved = address.trim() !== detail.receiverAddress;
  const isFine = (url: string) => url.trim() === "" || detail.kind === "sandbox" || isPublicUrl(url);
  const send = () => save({ receiverAddress: moved ? address.trim() : null, publicUrl: publicUrl.trim() });
  const membership = team?.membership ?? null;
  const hooks = (
    <Group title={t("settings.webhooks")}>
      <Webhooks webhooks={webhooks} integrations={detail.integrations} publicUrl={detail.publicUrl} />
    </Group>
  );
  return (
    <>
      {team && membership && <Standing status={team} membership={membership} />}
      {membership && hooks}
      <FormGroup
        title={t("settings.receiver")}
        text={membership ? t("team.receives", { team: membership.team }) : t("settings.receiverText")}
        onSend={send}
      >
        {receiver && (
          <State
            tone={receiver.listening ? "ok" : "bad"}
            icon={receiver.listening ? "check" : "cross"}
            word={receiver.listening ? t("line.receiver", { address: receiver.address }) : t("line.deaf")}
            testId="settings-receiver-state"
          />
        )}
        {receiver?.detail && <Note tone="bad">{receiver.detail}</Note>}
        <Field
          label={t("settings.address")}
          hint={t("settings.addressHint")}
          mono
          value={address}
          onChange={setAddress}
          validate={(text) => (ADDRESS.test(text.trim()) ? null : t("settings.addressWrong"))}
          testId="settings-address"
        />
        <Field
          label={t("form.publicUrl")}
          hint={t("form.publicUrlHint")}
          mono
          value={publicUrl}
          onChange={setPublicUrl}
          validate={(url) => (isFine(url) ? null : t("form.publicUrlWrong"))}
          testId="settings-public-url"
        />
        <Acts>
          <Button busy={saving} type="submit" testId="settings-receiver-save">
            {t("settings.save")}
          </Button>
          <Button look="ghost" onPress={() => step("connection")} testId="settings-check">
            {t("step.connection")}
          </Button>
        </Acts>
      </FormGroup>
      {!membership && hooks}
    </>
  );
}
