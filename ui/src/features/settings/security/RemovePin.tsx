import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Field } from "../../../components/Field";
import { Form } from "../../../components/Form";
import { FailureNote } from "../../../components/failure/FailureNote";
import { Modal } from "../../../components/Modal";
import { useActHere } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { lockQuery } from "../../../queries/lockQueries";
import { usePlatform } from "../../../queries/usePlatform";
import css from "./PinForm.module.css";

/** Takes the PIN away, for whoever knows it. */
export function RemovePin({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const [pin, setPin] = useState("");
  const { run, busy, failure, forget } = useActHere(async () => {
    client.setQueryData(lockQuery.queryKey, await platform.removePin(pin));
    close();
  });
  const close = () => {
    setPin("");
    forget();
    onClose();
  };
  return (
    <Modal alert title={t("security.pinRemove")} open={open} onClose={close} testId="pin-remove-dialog">
      <Form className={css.form} onSend={() => run()}>
        <p>{t("security.removeText")}</p>
        <Field label={t("lock.pin")} type="password" value={pin} onChange={setPin} testId="pin-remove-pin" />
        {failure && <FailureNote failure={failure} testId="pin-remove-refused" />}
        <Button look="danger" type="submit" busy={busy} isDisabled={pin === ""} testId="pin-remove-confirm">
          {t("security.pinRemove")}
        </Button>
      </Form>
    </Modal>
  );
}
