import { useState } from "react";
import { Button } from "../../components/Button";
import { type Fact, Facts } from "../../components/Card";
import { Field } from "../../components/Field";
import { Form } from "../../components/Form";
import { Modal } from "../../components/Modal";
import { useWords } from "../../i18n";

type Props = { open: boolean; stores: number; facts: Fact[]; settled: boolean; onClose(): void; onConfirm(): void };

/** Many stores go offline for orders: the person says the number once more, by typing it. */
export function ConfirmRelease({ open, stores, facts, settled, onClose, onConfirm }: Props) {
  const { t, number } = useWords();
  const [typed, setTyped] = useState("");
  const right = typed.replace(/[\s.,]/g, "") === String(stores);
  const close = () => {
    setTyped("");
    onClose();
  };
  const confirm = () => {
    if (!right || !settled) return;
    setTyped("");
    onConfirm();
  };
  const foot = (
    <>
      <Button onPress={close}>{t("common.cancel")}</Button>
      <Button look="danger" unready={!right || !settled} onPress={confirm} testId="release-confirm">
        {t("release.act", { count: stores })}
      </Button>
    </>
  );
  return (
    <Modal
      alert
      title={t("release.title", { count: stores })}
      open={open}
      onClose={close}
      foot={foot}
      testId="release-dialog"
    >
      <p>{t("release.text")}</p>
      <Facts facts={facts} />
      <Form onSend={confirm}>
        <Field
          label={t("release.label", { number: number(stores) })}
          value={typed}
          onChange={setTyped}
          autoFocus
          testId="release-number"
        />
      </Form>
    </Modal>
  );
}
