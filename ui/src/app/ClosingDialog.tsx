import { Button } from "../components/Button";
import { Modal } from "../components/Modal";
import { useAct } from "../components/useAct";
import { useWords } from "../i18n";
import { usePlatform } from "../queries/usePlatform";

/** Asked by the shell: somebody wants to quit while runs are going. */
export function ClosingDialog({ runs, onClose }: { runs: number | null; onClose(): void }) {
  const { t } = useWords();
  const platform = usePlatform();
  const [quit, quitting] = useAct(() => platform.quit());
  return (
    <Modal
      alert
      title={t("closing.title", { runs: runs ?? 0 })}
      open={runs !== null}
      onClose={onClose}
      testId="closing"
      foot={
        <>
          <Button look="danger" busy={quitting} onPress={() => quit()} testId="closing-quit">
            {t("closing.quit")}
          </Button>
          <Button look="primary" autoFocus onPress={onClose} testId="closing-stay">
            {t("closing.stay")}
          </Button>
        </>
      }
    >
      <p>{t("closing.text")}</p>
    </Modal>
  );
}
