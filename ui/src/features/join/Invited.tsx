import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Start } from "../../api/types";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Modal } from "../../components/Modal";
import { useWords } from "../../i18n";
import { useHeard } from "../../queries/changes";
import { invitationQuery } from "../../queries/teamQueries";
import { usePlatform } from "../../queries/usePlatform";
import { JoinForm } from "./JoinForm";

/** Asks about an invitation that was opened outside of the window. Opening one joins nothing. */
export function Invited({ start }: { start: Start }) {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const { data: invitation, error } = useQuery(invitationQuery);
  useHeard((it) => {
    if (it.to === "join") void client.invalidateQueries({ queryKey: invitationQuery.queryKey });
  });
  const forget = async () => {
    await platform.forgetInvitation();
    await client.resetQueries({ queryKey: invitationQuery.queryKey });
  };
  if (!invitation && !error) return null;
  return (
    <Modal title={t("join.title")} open onClose={() => void forget()} alert testId="invited">
      {error && <FailureNote failure={asFailure(error)} testId="invited-failure" />}
      {invitation && (
        <>
          <p data-testid="invited-asked">{t("join.asked", { relay: invitation.relay })}</p>
          <JoinForm
            key={invitation.link}
            profiles={start.profiles}
            current={start.profile?.name ?? null}
            link={invitation.link}
            no={t("join.not")}
            onCancel={() => void forget()}
            onJoined={() => void forget()}
          />
        </>
      )}
    </Modal>
  );
}
