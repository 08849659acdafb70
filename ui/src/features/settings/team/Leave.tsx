import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { FailureNote } from "../../../components/failure/FailureNote";
import { Modal } from "../../../components/Modal";
import { useActHere } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts, Group } from "../Group";

/** Leaves the team, once somebody said so twice. */
export function Leave({ team }: { team: string }) {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const { run, busy, failure } = useActHere(async () => {
    await platform.leaveTeam();
    await client.invalidateQueries({ queryKey: ["team"] });
  });
  const foot = (
    <>
      <Button onPress={() => setAsked(false)}>{t("common.cancel")}</Button>
      <Button look="danger" busy={busy} onPress={() => run()} testId="team-leave-yes">
        {t("team.leaveYes")}
      </Button>
    </>
  );
  return (
    <Group title={t("team.leave")} text={t("team.leaveText")}>
      <Acts>
        <Button onPress={() => setAsked(true)} testId="team-leave">
          {t("team.leave")}
        </Button>
      </Acts>
      <Modal title={t("team.leaveTitle", { team })} open={asked} onClose={() => setAsked(false)} alert foot={foot}>
        <p>{t("team.leaveText")}</p>
        {failure && <FailureNote failure={failure} />}
      </Modal>
    </Group>
  );
}
