import type { TeamMembership, TeamState, TeamStatus } from "../../../api/types";
import { Card, type Fact, Facts } from "../../../components/Card";
import { FailureNote } from "../../../components/failure/FailureNote";
import type { IconName } from "../../../components/Icon";
import { Note } from "../../../components/Note";
import { State, type Tone } from "../../../components/State";
import { useWords } from "../../../i18n";
import { Group } from "../Group";

const LOOK: Record<TeamState, { tone: Tone; icon: IconName }> = {
  none: { tone: "off", icon: "ring" },
  connecting: { tone: "run", icon: "ring" },
  catching_up: { tone: "run", icon: "ring" },
  live: { tone: "ok", icon: "check" },
  not_live: { tone: "late", icon: "clock" },
  fork: { tone: "bad", icon: "cross" },
  recovering: { tone: "late", icon: "clock" },
  removed: { tone: "bad", icon: "cross" },
};

/** How the team's feed stands, and up to where everything is here. */
export function Standing({ status, membership }: { status: TeamStatus; membership: TeamMembership }) {
  const { t, number, moment } = useWords();
  const behind = status.head - status.receivedTo;
  const since = status.since === null ? "" : ` · ${moment(status.since)}`;
  const facts: Fact[] = [
    {
      label: t("team.feed"),
      value: <State {...LOOK[status.state]} word={`${t(`team.state.${status.state}`)}${since}`} testId="team-state" />,
    },
    {
      label: t("team.complete"),
      value:
        status.completeAt === null
          ? t("team.completeNot")
          : t("team.completeTo", { seq: number(status.completeTo), at: moment(status.completeAt) }),
    },
  ];
  if (behind > 0) facts.push({ label: t("team.behind"), value: number(behind) });
  if (status.beginsAfter > 0) facts.push({ label: t("team.begins"), value: `#${number(status.beginsAfter + 1)}` });
  if (status.unread > 0) facts.push({ label: t("team.unread"), value: number(status.unread) });
  facts.push(
    { label: t("team.relay"), value: membership.relay, mono: true },
    { label: t("team.you"), value: `${membership.person} · ${t(`team.role.${membership.role}`)}` },
    { label: t("team.device"), value: membership.device },
  );
  return (
    <Group title={membership.team} text={t("team.text")}>
      {status.fork && (
        <Note tone="bad" testId="team-fork">
          {t("team.fork", { seq: number(status.fork.seq), at: moment(status.fork.at) })}
        </Note>
      )}
      {status.failure && <FailureNote failure={status.failure} testId="team-failure" />}
      <Card testId="team-standing">
        <Facts facts={facts} />
      </Card>
    </Group>
  );
}
