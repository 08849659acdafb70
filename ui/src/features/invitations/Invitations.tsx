import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { useNotices } from "../../components/notices/notices";
import { Empty, Head, Loading } from "../../components/Page";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { invitationsQuery } from "../../queries/invitationQueries";
import { teamStatusQuery } from "../../queries/teamQueries";
import { usePlatform } from "../../queries/usePlatform";
import { BusinessTabs } from "../business/BusinessTabs";
import { InvitationTable } from "./InvitationTable";
import { InviteDialog } from "./InviteDialog";

/** Merchants who are elsewhere: each has a link, and how far they have come is here. */
export function Invitations() {
  const { t, language } = useWords();
  const go = useNavigate();
  const platform = usePlatform();
  const { saved } = useNotices();
  const { data: team } = useQuery(teamStatusQuery);
  const membership = team?.membership ?? null;
  const { data: rows, error } = useQuery({ ...invitationsQuery, enabled: membership !== null });
  const [inviting, setInviting] = useState(false);
  const [save, saving] = useAct(async () => saved(await platform.exportInvitations(language), false));
  const mayInvite = membership !== null && membership.role !== "viewer";
  const invite = (
    <Button look="primary" icon="plus" onPress={() => setInviting(true)} testId="invitations-new">
      {t("invitations.new")}
    </Button>
  );
  const some = rows !== undefined && rows.length > 0;
  const actions = some && (
    <>
      <Button onPress={save} busy={saving} testId="invitations-export">
        {t("invitations.export")}
      </Button>
      {mayInvite && invite}
    </>
  );
  return (
    <>
      <Head title={t("place.invitations")} meta={<BusinessTabs view="invitations" />} actions={actions} />
      {team && !membership && (
        <Empty
          title={t("invitations.alone")}
          text={t("invitations.alone.text")}
          action={<Button onPress={() => go({ to: "/settings/team" })}>{t("invitations.alone.act")}</Button>}
          testId="invitations-alone"
        />
      )}
      {error && <FailureNote failure={asFailure(error)} testId="invitations-failure" />}
      {membership && !rows && !error && <Loading />}
      {rows && !some && (
        <Empty
          title={t("invitations.empty")}
          text={t("invitations.empty.text")}
          action={mayInvite ? invite : undefined}
          testId="invitations-empty"
        />
      )}
      {some && <InvitationTable rows={rows} mayChange={mayInvite} />}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}
