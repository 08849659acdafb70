import { useQuery } from "@tanstack/react-query";
import type { OperationRow } from "../../api/types";
import { Button } from "../../components/Button";
import { Empty, Loading } from "../../components/Page";
import { useWords } from "../../i18n";
import { teamRunsQuery } from "../../queries/teamQueries";
import { OperationDetail } from "./OperationDetail";
import css from "./OperationsTab.module.css";
import { OperationTable } from "./OperationTable";
import type { Panel } from "./panel";
import { TeamRuns } from "./TeamRuns";

type Props = {
  merchant: string;
  operations: OperationRow[] | null;
  open: string | null;
  onOpen(operation: string | null): void;
  onDelivery(delivery: number): void;
  onRetry(panel: Panel): void;
};

export function OperationsTab({ merchant, operations, open, onOpen, onDelivery, onRetry }: Props) {
  const { t } = useWords();
  const { data: runs = [] } = useQuery(teamRunsQuery);
  const theirs = runs.filter((run) => run.merchant === merchant);
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
  if (operations.length === 0 && theirs.length === 0)
    return <Empty title={t("operations.empty.title")} text={t("operations.empty.text")} />;
  return (
    <>
      {operations.length > 0 && <OperationTable operations={operations} onOpen={onOpen} />}
      {theirs.length > 0 && (
        <section className={css.theirs}>
          <h2>{t("team.runs")}</h2>
          <TeamRuns runs={theirs} label={t("team.runs")} />
        </section>
      )}
    </>
  );
}
