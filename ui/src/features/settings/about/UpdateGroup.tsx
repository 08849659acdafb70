import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { UpdateState, UpdateStatus } from "../../../api/types";
import { Button } from "../../../components/Button";
import { Card, type Fact, Facts } from "../../../components/Card";
import { FailureNote } from "../../../components/failure/FailureNote";
import type { IconName } from "../../../components/Icon";
import { State, type Tone } from "../../../components/State";
import { useAct } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { updatesQuery } from "../../../queries/environmentQueries";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts, Group } from "../Group";
import css from "./UpdateGroup.module.css";

const LOOK: Record<UpdateState, { tone: Tone; icon: IconName }> = {
  off: { tone: "off", icon: "ring" },
  waiting: { tone: "off", icon: "clock" },
  up_to_date: { tone: "ok", icon: "check" },
  offered: { tone: "run", icon: "arrow" },
  refused: { tone: "bad", icon: "cross" },
  failed: { tone: "doubt", icon: "doubt" },
};

/** Whether there is a newer version, what changed in it, and what installs it. Nothing is installed from here. */
export function UpdateGroup() {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const { data: status } = useQuery(updatesQuery);
  const [check, checking] = useAct(async () => {
    client.setQueryData(updatesQuery.queryKey, await platform.checkUpdates());
  });
  if (!status) return null;
  return (
    <Group title={t("updates.title")} text={t(status.state === "off" ? "updates.offText" : "updates.text")}>
      <Card testId="updates">
        <UpdateFacts status={status} />
      </Card>
      {status.failure && <FailureNote failure={status.failure} testId="updates-failure" />}
      {status.offered && (
        <p className={css.notes} data-selectable data-testid="updates-notes">
          {status.offered.notes}
        </p>
      )}
      {status.state !== "off" && (
        <Acts>
          <Button busy={checking} onPress={() => check()} testId="updates-check">
            {t("updates.check")}
          </Button>
        </Acts>
      )}
    </Group>
  );
}

function UpdateFacts({ status }: { status: UpdateStatus }) {
  const { t, day, moment } = useWords();
  const { offered, checkedAt, state, runGoing } = status;
  const facts: Fact[] = [
    {
      label: t("updates.state"),
      value: (
        <State
          {...LOOK[state]}
          word={t(`updates.is.${state}`, { version: offered?.version ?? "" })}
          testId={`updates-${state}`}
        />
      ),
    },
  ];
  if (offered) {
    facts.push({ label: t("updates.published"), value: day(offered.publishedAt, "UTC") });
    if (offered.address) facts.push({ label: t("updates.package"), value: offered.address, mono: true });
    if (offered.command) facts.push({ label: t("updates.command"), value: offered.command, mono: true });
    if (runGoing) facts.push({ label: t("updates.when"), value: t("updates.afterRun") });
  }
  if (checkedAt !== null) facts.push({ label: t("updates.checked"), value: moment(checkedAt) });
  return <Facts facts={facts} />;
}
