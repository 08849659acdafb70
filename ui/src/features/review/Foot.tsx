import { Button } from "../../components/Button";
import { useWords } from "../../i18n";

type FootProps = {
  onClose(): void;
  /** What is pressed for, or the form that is sent. */
  act?(): void;
  form?: string;
  busy: boolean;
  word: string;
  danger?: boolean;
  testId: string;
};

/** Cancel and the act, at the foot of a dialog. */
export function Foot({ onClose, act, form, busy, word, danger, testId }: FootProps) {
  const { t } = useWords();
  return (
    <>
      <Button onPress={onClose}>{t("common.cancel")}</Button>
      <Button
        look={danger ? "danger" : "primary"}
        type={form ? "submit" : "button"}
        form={form}
        onPress={act}
        busy={busy}
        testId={testId}
      >
        {word}
      </Button>
    </>
  );
}
