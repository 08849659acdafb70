import type { ImportGroup } from "../../api/types";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { Modal } from "../../components/Modal";
import { useWords } from "../../i18n";
import { useStep } from "../../navigation/steps";
import { ColumnsStep } from "./ColumnsStep";
import { FileStep } from "./FileStep";
import { GroupsStep } from "./GroupsStep";
import css from "./ImportDialog.module.css";
import { RowsStep } from "./RowsStep";
import { type Import, STEPS } from "./useImport";

type Props = { open: boolean; onClose(): void; file: Import; onPlan(group: number, of: ImportGroup): void };

/** From a file to a plan: choose it, say what its columns mean, read what becomes of every row, plan. */
export function ImportDialog({ open, onClose, file, onPlan }: Props) {
  const { t } = useWords();
  const next = useStep();
  const { view, step, busy, failure } = file;
  const at = STEPS.indexOf(step);
  const ready = (view?.groups.length ?? 0) > 0;
  const cannot = view?.request.columns.id === null || (step === "rows" && !ready);
  const foot = view && step !== "file" && (
    <>
      <Button look="ghost" onPress={file.close} testId="import-other">
        {t("import.other")}
      </Button>
      <span className={css.gap} />
      {step !== "columns" && <Button onPress={() => file.go(STEPS[at - 1])}>{t("common.back")}</Button>}
      {step !== "plan" && (
        <Button
          look="primary"
          busy={busy}
          isDisabled={cannot}
          onPress={() => file.go(STEPS[at + 1])}
          testId="import-next"
        >
          {t(`import.next.${step}`)}
        </Button>
      )}
    </>
  );
  return (
    <Modal wide title={t("import.title")} open={open} onClose={onClose} foot={foot} testId="import-dialog">
      <ol className={css.steps}>
        {STEPS.map((one, index) => (
          <li key={one} aria-current={one === step ? "step" : undefined} data-done={index < at || undefined}>
            {t(`import.step.${one}`)}
          </li>
        ))}
      </ol>
      {failure && <FailureNote failure={failure} onStep={next} testId="import-failure" />}
      {step === "file" && <FileStep busy={busy} onFile={file.open} />}
      {view && step === "columns" && <ColumnsStep view={view} onDesired={file.judge} />}
      {view && step === "rows" && <RowsStep view={view} stamp={file.stamp} onDesired={file.judge} />}
      {view && step === "plan" && <GroupsStep view={view} onPlan={onPlan} />}
    </Modal>
  );
}
