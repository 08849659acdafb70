import type { Flags, PlanView } from "../../api/types";
import { Button } from "../../components/Button";
import { Facts } from "../../components/Card";
import { Modal } from "../../components/Modal";
import { Note } from "../../components/Note";
import { useWords } from "../../i18n";
import { type Environment, runFacts } from "./runFacts";

type Props = {
  open: boolean;
  environment: Environment;
  plan: PlanView;
  flags: Flags;
  settled: boolean;
  onClose(): void;
  onConfirm(): void;
};

/** A large run, or one that opens stores for orders, says once more where it goes and what it does before it leaves. */
export function ConfirmRun({ open, environment, plan, flags, settled, onClose, onConfirm }: Props) {
  const words = useWords();
  const { t } = words;
  const production = environment.kind === "production";
  const foot = (
    <>
      <Button onPress={onClose}>{t("common.cancel")}</Button>
      <Button look={production ? "danger" : "primary"} unready={!settled} onPress={onConfirm} testId="run-confirm">
        {t("confirmRun.act", { count: plan.stores })}
      </Button>
    </>
  );
  return (
    <Modal
      alert
      title={t("confirmRun.title", { count: plan.stores, environment: environment.name })}
      open={open}
      onClose={onClose}
      foot={foot}
      testId="run-dialog"
    >
      <p>{t(production ? "confirmRun.text.production" : "confirmRun.text.other")}</p>
      <Facts facts={runFacts(environment, plan, "provision", flags, words)} />
      {flags.status === "ACTIVE" && <Note tone="doubt">{t("confirmRun.active")}</Note>}
    </Modal>
  );
}
