import { useState } from "react";
import type { TeamInvitation, TeamRole } from "../../../api/types";
import { Button } from "../../../components/Button";
import { Card, Facts } from "../../../components/Card";
import { Segment } from "../../../components/Choice";
import { copyText } from "../../../components/copy";
import { Field } from "../../../components/Field";
import { FailureNote } from "../../../components/failure/FailureNote";
import { useNotices } from "../../../components/notices/notices";
import { useActHere } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts, FormGroup } from "../Group";

const ROLES: TeamRole[] = ["member", "viewer", "admin"];

/** Invites one person; the link is shown once, to be handed over. */
export function Invite() {
  const { t, moment } = useWords();
  const platform = usePlatform();
  const { done, fail } = useNotices();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<TeamRole>("member");
  const [made, setMade] = useState<TeamInvitation | null>(null);
  const { run, busy, failure } = useActHere(async () => {
    setMade(await platform.inviteToTeam(email.trim(), role));
    setEmail("");
  });
  const copy = (link: string) => copyText(link).then(() => done(t("team.copied")), fail);
  return (
    <FormGroup title={t("team.invite")} text={t("team.inviteText")} onSend={run}>
      <Field
        label={t("team.email")}
        type="email"
        value={email}
        onChange={setEmail}
        validate={(value) => (value.includes("@") ? null : t("team.emailWrong"))}
        testId="team-email"
      />
      <Segment<TeamRole>
        label={t("team.role")}
        options={ROLES.map((id) => ({ id, label: t(`team.role.${id}`) }))}
        value={role}
        onChange={setRole}
        testId={(id) => `team-role-${id}`}
      />
      {failure && <FailureNote failure={failure} />}
      {made && (
        <Card testId="team-invitation">
          <Facts
            facts={[
              { label: t("team.invited"), value: made.invited },
              { label: t("team.link"), value: made.link, mono: true },
              { label: t("team.until"), value: moment(made.expiresAt) },
            ]}
          />
        </Card>
      )}
      <Acts>
        <Button type="submit" busy={busy} testId="team-invite">
          {t("team.inviteYes")}
        </Button>
        {made && (
          <Button icon="copy" onPress={() => copy(made.link)} testId="team-copy">
            {t("team.copy")}
          </Button>
        )}
      </Acts>
    </FormGroup>
  );
}
