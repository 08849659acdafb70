import type { InvitationRow } from "../../api/types";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { Modal } from "../../components/Modal";
import { useActHere } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";

/** Takes a link back, once somebody said so twice. */
export function CancelInvitation({ row, onClose }: { row: InvitationRow; onClose(): void }) {
  const { t } = useWords();
  const platform = usePlatform();
  const { run, busy, failure } = useActHere(async () => {
    await platform.cancelInvitation(row.id);
    onClose();
  });
  const foot = (
    <>
      <Button onPress={onClose}>{t("common.cancel")}</Button>
      <Button look="danger" busy={busy} onPress={() => run()} testId="invitation-cancel-yes">
        {t("invitations.cancel")}
      </Button>
    </>
  );
  return (
    <Modal title={t("invitations.cancelTitle", { name: row.label })} open onClose={onClose} alert foot={foot}>
      <p>{t("invitations.cancelText")}</p>
      {failure && <FailureNote failure={failure} />}
    </Modal>
  );
}
