import { useRef, useState } from "react";
import type { Failure, ImportRequest, ImportView } from "../../api/types";
import { asFailure } from "../../components/failure/table";
import { usePlatform } from "../../queries/usePlatform";

export const STEPS = ["file", "columns", "rows", "plan"] as const;
export type Step = (typeof STEPS)[number];

/** A file on its way to a plan. It outlives the dialog, so that its second group can follow the first. */
export function useImport(merchant: string) {
  const platform = usePlatform();
  const [step, setStep] = useState<Step>("file");
  const [view, setView] = useState<ImportView | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  /** Grows with every judgement, because rows are read page by page. */
  const [stamp, setStamp] = useState(0);
  /** Of two questions at once, the later one counts. */
  const asked = useRef(0);
  const ask = (call: () => Promise<ImportView>, then?: Step) => {
    const turn = ++asked.current;
    const late = () => turn !== asked.current;
    setBusy(true);
    setFailure(null);
    const kept = (next: ImportView) => {
      if (late()) return;
      setView(next);
      setStamp((is) => is + 1);
      if (then) setStep(then);
    };
    call()
      .then(kept, (error: unknown) => late() || setFailure(asFailure(error)))
      .finally(() => late() || setBusy(false));
  };
  const judge = (request: ImportRequest, then?: Step) =>
    view && ask(() => platform.importJudge(view.id, request), then);
  return {
    step,
    view,
    failure,
    busy,
    stamp,
    go: setStep,
    open: (file: File) => ask(() => platform.importFile(merchant, file), "columns"),
    judge,
    /** The stores may have moved on since the verdicts. */
    again: () => view && ask(() => platform.importJudge(view.id, view.request)),
    close: () => {
      if (view) void platform.closeImport(view.id).catch(() => {});
      setView(null);
      setFailure(null);
      setStep("file");
    },
  };
}
export type Import = ReturnType<typeof useImport>;
