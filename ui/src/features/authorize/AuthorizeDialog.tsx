import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import type { Attempt, AttemptState, Failure, MerchantRow, Way } from "../../api/types";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Modal } from "../../components/Modal";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { useStep } from "../../navigation/steps";
import { useAttemptState } from "../../queries/queries";
import { usePlatform } from "../../queries/usePlatform";
import { AttemptView } from "./AttemptView";
import { ChooseWay } from "./ChooseWay";
import { Outcome } from "./Outcome";

type Props = {
  /** Those that are known, to name who authorizes again. */
  merchants: readonly MerchantRow[];
  /** The merchant that authorizes again; null for a new one. */
  again: string | null;
  open: boolean;
  onOpen(): void;
  onClose(): void;
  onDone(merchant: string): void;
};

const OVER: readonly AttemptState["kind"][] = ["done", "failed", "cancelled", "expired"];

/**
 * One pending attempt, which goes on while the dialog is closed: a person may look something up meanwhile, and a deep link that
 * comes then opens the dialog again.
 */
export function AuthorizeDialog({ merchants, again, open, onOpen, onClose, onDone }: Props) {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const step = useStep();
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  const { data } = useAttemptState(attempt?.id ?? null);
  const state: AttemptState = data ?? { kind: "waiting" };
  const settle = (next: AttemptState) => attempt && client.setQueryData(["attempt", attempt.id], next);
  useEffect(() => {
    platform.authorizePending().then(
      (pending) => pending && setAttempt((known) => known ?? pending),
      () => {},
    );
  }, [platform]);
  const news = attempt !== null && (state.kind === "question" || state.kind === "done" || state.kind === "failed");
  const tellNews = useEffectEvent(onOpen);
  useEffect(() => {
    if (news) tellNews();
  }, [news]);
  // What goes wrong here is said here: the notices lie behind the dialog.
  const [problem, setProblem] = useState<Failure | null>(null);
  const here = <A extends unknown[]>(act: (...values: A) => Promise<unknown>) => {
    return (...values: A) => {
      setProblem(null);
      return act(...values).catch((error: unknown) => setProblem(asFailure(error)));
    };
  };
  const [start, starting] = useAct(
    here(async (way: Way, email: string | null) => {
      const begun = await platform.authorizeStart(way, email);
      setAttempt(begun);
      // A browser that does not open costs a click, not the attempt: its failure is shown above the link.
      if (way !== "link") await platform.authorizeOpen(begun.id);
    }),
  );
  const [paste, pasting] = useAct(
    here(async (address: string) => {
      if (attempt) settle(await platform.authorizePaste(attempt.id, address));
    }),
  );
  const [answer, answering] = useAct(
    here(async (accept: boolean) => {
      if (attempt) settle(await platform.authorizeAnswer(attempt.id, accept));
    }),
  );
  const [reopen] = useAct(here(async () => attempt && platform.authorizeOpen(attempt.id)));
  const [cancel] = useAct(async () => {
    if (attempt) await platform.authorizeCancel(attempt.id);
    setAttempt(null);
  });
  const close = () => {
    onClose();
    setProblem(null);
    if (OVER.includes(state.kind)) setAttempt(null);
  };
  // An attempt that is under way says itself whom it waits for.
  const known = merchants.find((one) => (attempt ? one.email === attempt.expectedEmail : one.id === again)) ?? null;
  const title = known ? t("authorize.titleAgain", { merchant: known.name || known.email }) : t("authorize.title");
  return (
    <Modal title={title} open={open} onClose={close} testId="authorize-dialog">
      {problem && <FailureNote failure={problem} testId="authorize-problem" />}
      {attempt === null ? (
        <ChooseWay key={known?.id} known={known} onStart={start} busy={starting} />
      ) : state.kind === "waiting" || state.kind === "exchanging" ? (
        <AttemptView
          attempt={attempt}
          state={state}
          pasting={pasting}
          onPaste={paste}
          onReopen={reopen}
          onCancel={cancel}
          onExpired={() => settle({ kind: "expired" })}
        />
      ) : (
        <Outcome
          state={state}
          answering={answering}
          onAnswer={answer}
          onOpenMerchant={(merchant) => {
            setAttempt(null);
            onDone(merchant);
          }}
          onAgain={() => setAttempt(null)}
          onStep={(which) => (which === "authorize" ? setAttempt(null) : step(which))}
        />
      )}
    </Modal>
  );
}
