import { useNavigate } from "@tanstack/react-router";
import { Button as Aria, Dialog, DialogTrigger, Popover } from "react-aria-components";
import type { TeamMembership, TeamStatus } from "../api/types";
import { Button } from "../components/Button";
import { type Fact, Facts } from "../components/Card";
import { FailureNote } from "../components/failure/FailureNote";
import { State } from "../components/State";
import { TEAM_LOOK } from "../components/teamState";
import { useWords, type Words } from "../i18n";
import line from "./ConnectionLine.module.css";
import { Part } from "./LinePart";
import css from "./TeamLine.module.css";

type Props = { status: TeamStatus; membership: TeamMembership };

function shown({ status, membership }: Props, { t, number, moment }: Words): string {
  if (status.state === "live" && status.completeAt !== null)
    return t("line.team.live", { seq: number(status.completeTo), at: moment(status.completeAt) });
  return t("line.team.state", { team: membership.team, state: t(`team.state.${status.state}`) });
}

/** In a team: up to where everything is here, or why it is not known; more of it when it is pressed. */
export function TeamLine(props: Props) {
  const { status } = props;
  const words = useWords();
  const text = shown(props, words);
  return (
    <DialogTrigger>
      <Aria className={line.links} data-testid="line-team">
        <Part tone={TEAM_LOOK[status.state].tone} text={text} title={words.t("line.team.more")} />
      </Aria>
      <Popover className={line.popover} placement="top start">
        <Dialog className={line.lines} aria-label={words.t("line.team.more")} data-testid="line-team-more">
          {({ close }) => <More {...props} close={close} />}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function More({ status, membership, close }: Props & { close(): void }) {
  const go = useNavigate();
  const { t, number, moment } = useWords();
  const facts: Fact[] = [
    { label: t("team.complete"), value: complete(status, { t, number, moment }) },
    { label: t("team.relay"), value: membership.relay, mono: true },
    { label: t("team.you"), value: `${membership.person} · ${t(`team.role.${membership.role}`)}` },
  ];
  const open = () => {
    close();
    void go({ to: "/settings/team" });
  };
  return (
    <>
      <State {...TEAM_LOOK[status.state]} word={`${membership.team} · ${t(`team.state.${status.state}`)}`} />
      <p className={css.next} data-testid="line-team-next">
        {t(`team.next.${status.state}`, { count: status.head - status.receivedTo })}
      </p>
      {status.failure && <FailureNote failure={status.failure} />}
      <Facts facts={facts} />
      <div className={css.acts}>
        <Button onPress={open} testId="line-team-open">
          {t("line.team.open")}
        </Button>
      </div>
    </>
  );
}

function complete(status: TeamStatus, { t, number, moment }: Pick<Words, "t" | "number" | "moment">): string {
  if (status.completeAt === null) return t("team.completeNot");
  return t("team.completeTo", { seq: number(status.completeTo), at: moment(status.completeAt) });
}
