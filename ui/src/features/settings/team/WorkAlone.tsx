import { useState } from "react";
import { Area } from "../../../components/Area";
import { Button } from "../../../components/Button";
import { Form } from "../../../components/Form";
import { FailureNote } from "../../../components/failure/FailureNote";
import { Modal } from "../../../components/Modal";
import { useActHere } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { usePlatform } from "../../../queries/usePlatform";

/** Going on without the relay: a visible act with a reason that colleagues read. */
export function WorkAlone() {
  const { t } = useWords();
  const platform = usePlatform();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const act = useActHere(async () => {
    await platform.workAlone(reason);
    setOpen(false);
  });
  return (
    <div>
      <Button onPress={() => setOpen(true)} testId="team-alone-open">
        {t("team.alone.open")}
      </Button>
      <Modal
        alert
        open={open}
        title={t("team.alone.title")}
        onClose={() => setOpen(false)}
        testId="team-alone-dialog"
        foot={
          <>
            <Button onPress={() => setOpen(false)}>{t("common.cancel")}</Button>
            <Button
              look="primary"
              unready={reason.trim() === ""}
              busy={act.busy}
              onPress={() => act.run()}
              testId="team-alone-do"
            >
              {t("team.alone.open")}
            </Button>
          </>
        }
      >
        <p>{t("team.alone.text")}</p>
        {act.failure && <FailureNote failure={act.failure} />}
        <Form onSend={() => reason.trim() !== "" && act.run()}>
          <Area
            rows={3}
            prose
            label={t("team.alone.reason")}
            value={reason}
            onChange={setReason}
            testId="team-alone-reason"
          />
        </Form>
      </Modal>
    </div>
  );
}
