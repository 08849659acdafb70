import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import type { Attempt, AttemptState, MerchantRow, Way } from "../../api/types";
import { FailureNote } from "../../components/failure/FailureNote";
import { Modal } from "../../components/Modal";
import { useAct, useActHere } from "../../components/useAct";
import { useWords } from "../../i18n";
import { useStep } from "../../navigation/steps";
import { attemptQuery } from "../../queries/merchantQueries";
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
  const { data } = useQuery(attemptQuery(attempt?.id ?? null));
  const state: AttemptState = data ?? { kind: "waiting" };
  const settle = (next: AttemptState) => attempt && client.setQueryData(attemptQuery(attempt.id).queryKey, next);
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
  const start = useActHere(async (way: Way, email: string | null) => {
    const begun = await platform.authorizeStart(way, email);
    setAttempt(begun);
    // A browser that does not open costs a click, not the attempt: its failure is shown above the link.
    if (way !== "link") await platform.authorizeOpen(begun.id);
  });
  const paste = useActHere(async (address: string) => {
    if (attempt) settle(await platform.authorizePaste(attempt.id, address));
  });
  const answer = useActHere(async (accept: boolean) => {
    if (attempt) settle(await platform.authorizeAnswer(attempt.id, accept));
  });
  const reopen = useActHere(async () => attempt && platform.authorizeOpen(attempt.id));
  const acts = [start, paste, answer, reopen];
  const problem = acts.find(({ failure }) => failure)?.failure;
  /** What went wrong before is over as soon as something else is tried. */
  const afresh = (run: () => void) => {
    for (const { forget } of acts) forget();
    run();
  };
  const [cancel] = useAct(async () => {
    if (attempt) await platform.authorizeCancel(attempt.id);
    setAttempt(null);
  });
  const close = () => {
    onClose();
    for (const { forget } of acts) forget();
    if (OVER.includes(state.kind)) setAttempt(null);
  };
  // An attempt that is under way says itself whom it waits for.
  const known = merchants.find((one) => (attempt ? one.email === attempt.expectedEmail : one.id === again)) ?? null;
  const title = known ? t("authorize.titleAgain", { merchant: known.name || known.email }) : t("authorize.title");
  return (
    <Modal title={title} open={open} onClose={close} testId="authorize-dialog">
      {problem && <FailureNote failure={problem} testId="authorize-problem" />}
      {attempt === null ? (
        <ChooseWay
          key={known?.id}
          known={known}
          onStart={(way, email) => afresh(() => start.run(way, email))}
          busy={start.busy}
        />
      ) : state.kind === "waiting" || state.kind === "exchanging" ? (
        <AttemptView
          attempt={attempt}
          state={state}
          pasting={paste.busy}
          onPaste={(address) => afresh(() => paste.run(address))}
          onReopen={() => afresh(reopen.run)}
          onCancel={cancel}
          onExpired={() => settle({ kind: "expired" })}
        />
      ) : (
        <Outcome
          state={state}
          answering={answer.busy}
          onAnswer={(accept) => afresh(() => answer.run(accept))}
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
