import { Button } from "../../components/Button";
import { useWords } from "../../i18n";

type FootProps = { onClose(): void; act(): void; busy: boolean; word: string; danger?: boolean; testId: string };

/** Cancel and the act, at the foot of a dialog. */
export function Foot({ onClose, act, busy, word, danger, testId }: FootProps) {
  const { t } = useWords();
  return (
    <>
      <Button onPress={onClose}>{t("common.cancel")}</Button>
      <Button look={danger ? "danger" : "primary"} onPress={act} busy={busy} testId={testId}>
        {word}
      </Button>
    </>
  );
}
