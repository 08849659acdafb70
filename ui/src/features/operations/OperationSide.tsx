import { useQuery } from "@tanstack/react-query";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { useStep } from "../../navigation/steps";
import { operationQuery } from "../../queries/operationQueries";
import { RunPanel, type RunPanelProps } from "./RunPanel";

export function OperationSide({ id, ...acts }: RunPanelProps & { id: string }) {
  const step = useStep();
  const { data: view, error } = useQuery(operationQuery(id));
  if (error) return <FailureNote failure={asFailure(error)} onStep={step} />;
  return view ? <RunPanel view={view} {...acts} /> : null;
}
