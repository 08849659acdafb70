import type { OperationRow } from "../../api/types";
import { Button } from "../../components/Button";
import { Empty, Loading } from "../../components/Page";
import { useWords } from "../../i18n";
import { OperationDetail } from "./OperationDetail";
import css from "./OperationsTab.module.css";
import { OperationTable } from "./OperationTable";
import type { Panel } from "./panel";

type Props = {
  operations: OperationRow[] | null;
  open: string | null;
  onOpen(operation: string | null): void;
  onDelivery(delivery: number): void;
  onRetry(panel: Panel): void;
};

export function OperationsTab({ operations, open, onOpen, onDelivery, onRetry }: Props) {
  const { t } = useWords();
  if (!operations) return <Loading />;
  if (open)
    return (
      <>
        <div className={css.back}>
          <Button look="link" onPress={() => onOpen(null)} testId="operations-back">
            {t("operations.all")}
          </Button>
        </div>
        <OperationDetail key={open} id={open} onDelivery={onDelivery} onRetry={onRetry} />
      </>
    );
  if (operations.length === 0) return <Empty title={t("operations.empty.title")} text={t("operations.empty.text")} />;
  return <OperationTable operations={operations} onOpen={onOpen} />;
}
