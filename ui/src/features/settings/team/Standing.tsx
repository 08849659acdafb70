import type { TeamMembership, TeamStatus } from "../../../api/types";
import { Card, type Fact, Facts } from "../../../components/Card";
import { FailureNote } from "../../../components/failure/FailureNote";
import { Note } from "../../../components/Note";
import { State } from "../../../components/State";
import { TEAM_LOOK } from "../../../components/teamState";
import { useWords } from "../../../i18n";
import { Group } from "../Group";
import { WorkAlone } from "./WorkAlone";

/** How the team's feed stands, and up to where everything is here. */
export function Standing({ status, membership }: { status: TeamStatus; membership: TeamMembership }) {
  const { t, number, moment } = useWords();
  const behind = status.head - status.receivedTo;
  const since = status.since === null ? "" : ` · ${moment(status.since)}`;
  const facts: Fact[] = [
    {
      label: t("team.feed"),
      value: (
        <State {...TEAM_LOOK[status.state]} word={`${t(`team.state.${status.state}`)}${since}`} testId="team-state" />
      ),
    },
    {
      label: t("team.complete"),
      value:
        status.completeAt === null
          ? t("team.completeNot")
          : t("team.completeTo", { seq: number(status.completeTo), at: moment(status.completeAt) }),
    },
  ];
  const lead = status.lead;
  facts.push({
    label: t("team.lead"),
    value: (
      <span title={t("team.lead.hint")} data-testid="team-lead">
        {lead === null
          ? t("team.lead.nobody")
          : lead.isThis
            ? t("team.facts.thisComputer", { person: lead.person })
            : lead.person}
      </span>
    ),
  });
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
      {status.alone && (
        <Note tone="late" testId="team-alone">
          {t("team.alone", { time: moment(status.alone.since), reason: status.alone.reason })}
        </Note>
      )}
      {status.failure && <FailureNote failure={status.failure} testId="team-failure" />}
      <Card testId="team-standing">
        <Facts facts={facts} />
      </Card>
      {status.state === "not_live" && status.alone === null && membership.role !== "viewer" && <WorkAlone />}
    </Group>
  );
}
