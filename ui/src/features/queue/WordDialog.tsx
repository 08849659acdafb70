import { useState } from "react";
import { Button } from "../../components/Button";
import { Combo } from "../../components/Combo";
import { Form } from "../../components/Form";
import { Modal } from "../../components/Modal";
import { useWords } from "../../i18n";

type Props = {
  title: string;
  label: string;
  suggestions: string[];
  onWord(word: string): void;
  onClose(): void;
  testId: string;
};

/** Asks for an owner or a tag: one that is there, or a new one. */
export function WordDialog({ title, label, suggestions, onWord, onClose, testId }: Props) {
  const { t } = useWords();
  const [word, setWord] = useState("");
  const send = () => {
    if (word.trim() === "") return;
    onWord(word.trim());
    onClose();
  };
  return (
    <Modal
      open
      title={title}
      onClose={onClose}
      testId={testId}
      foot={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" unready={word.trim() === ""} onPress={send} testId={`${testId}-do`}>
            {t("queue.save")}
          </Button>
        </>
      }
    >
      <Form onSend={send}>
        <Combo
          autoFocus
          label={label}
          value={word}
          onChange={setWord}
          suggestions={suggestions.filter((one) => one.toLowerCase().includes(word.toLowerCase()))}
          more={t("queue.suggestions")}
          testId={`${testId}-word`}
        />
      </Form>
    </Modal>
  );
}
