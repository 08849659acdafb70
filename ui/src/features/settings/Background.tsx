import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Flag } from "../../components/Choice";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePreferences } from "../../navigation/preferences";
import { startsAtLoginQuery } from "../../queries/environmentQueries";
import { usePlatform } from "../../queries/usePlatform";
import { Group } from "./Group";

/** What the program does while its window is closed, and before it is opened. */
export function Background() {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const { keepRunning, choose } = usePreferences();
  const atLogin = useQuery(startsAtLoginQuery);
  const [start] = useAct(async (wanted: boolean) => {
    await platform.startAtLogin(wanted);
    await client.invalidateQueries({ queryKey: startsAtLoginQuery.queryKey });
  });
  return (
    <Group title={t("settings.window")} text={t("settings.windowText")}>
      <Flag
        label={t("settings.keepRunning")}
        hint={t("settings.keepRunningHint")}
        on={keepRunning}
        onChange={(on) => choose({ keepRunning: on })}
        testId="keep-running"
      />
      <Flag
        label={t("settings.atLogin")}
        hint={t("settings.atLoginHint")}
        on={atLogin.data ?? false}
        onChange={(on) => start(on)}
        testId="at-login"
      />
      {atLogin.error && <FailureNote failure={asFailure(atLogin.error)} />}
    </Group>
  );
}
