import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Field } from "../../../components/Field";
import { FailureNote } from "../../../components/failure/FailureNote";
import { useActHere } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { teamStatusQuery } from "../../../queries/teamQueries";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts, FormGroup } from "../Group";

/** Joins a team by the link of an invitation. */
export function Join() {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const [link, setLink] = useState("");
  const [person, setPerson] = useState("");
  const [device, setDevice] = useState("");
  const { run, busy, failure } = useActHere(async () => {
    client.setQueryData(teamStatusQuery.queryKey, await platform.joinTeam(link.trim(), person.trim(), device.trim()));
  });
  const needed = (value: string) => (value.trim() === "" ? t("team.needed") : null);
  return (
    <FormGroup title={t("settings.team")} text={t("team.joinText")} onSend={run}>
      <Field
        label={t("team.link")}
        hint={t("team.linkHint")}
        mono
        value={link}
        onChange={setLink}
        validate={needed}
        testId="team-link"
      />
      <Field
        label={t("team.person")}
        hint={t("team.personHint")}
        value={person}
        onChange={setPerson}
        validate={needed}
        testId="team-person"
      />
      <Field
        label={t("team.device")}
        hint={t("team.deviceHint")}
        value={device}
        onChange={setDevice}
        validate={needed}
        testId="team-device"
      />
      {failure && <FailureNote failure={failure} />}
      <Acts>
        <Button look="primary" type="submit" busy={busy} testId="team-join">
          {t("team.join")}
        </Button>
      </Acts>
    </FormGroup>
  );
}
