import { useQueryClient } from "@tanstack/react-query";
import { Button } from "../../../components/Button";
import { FailureNote } from "../../../components/failure/FailureNote";
import { useActHere } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { teamStatusQuery } from "../../../queries/teamQueries";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts, Group } from "../Group";

/** In the sandbox: everything of a team, with a relay and a colleague of this program's own. */
export function TryTeam() {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const { run, busy, failure } = useActHere(async () => {
    client.setQueryData(teamStatusQuery.queryKey, await platform.tryTeam(t("team.tryPerson"), t("team.tryDevice")));
  });
  return (
    <Group title={t("team.try")} text={t("team.tryText")}>
      {failure && <FailureNote failure={failure} />}
      <Acts>
        <Button look="primary" busy={busy} onPress={() => run()} testId="team-try">
          {t("team.tryAct")}
        </Button>
      </Acts>
    </Group>
  );
}
