import { useAct } from "../../components/useAct";
import { usePlatform } from "../../queries/usePlatform";

export type OperationActs = Record<"stop" | "pause" | "resume" | "undo" | "begin", { run(): void; busy: boolean }>;

/** What a person can do with a run that is not over. */
export function useOperationActs(id: string): OperationActs {
  const platform = usePlatform();
  const [stop, stopping] = useAct(() => platform.stopOperation(id));
  const [pause, pausing] = useAct(() => platform.pauseOperation(id));
  const [resume, resuming] = useAct(() => platform.resumeOperation(id));
  const [undo, undoing] = useAct(() => platform.undoOperation(id));
  const [begin, beginning] = useAct(() => platform.beginOperation(id));
  return {
    stop: { run: stop, busy: stopping },
    pause: { run: pause, busy: pausing },
    resume: { run: resume, busy: resuming },
    undo: { run: undo, busy: undoing },
    begin: { run: begin, busy: beginning },
  };
}
