import { useState } from "react";
import { useNotices } from "../../data/notices";
import { usePlatform } from "../../data/platform";
import { useAsked } from "../../data/useAsked";
import { FailureNote } from "../../failures/FailureNote";
import { asFailure } from "../../failures/table";
import { Button } from "../../parts/Button";
import { Modal } from "../../parts/Modal";
import { Loading } from "../../parts/Page";
import type { Failure, Settled, SettleWord, SubscriptionRow } from "../../platform/types";
import { useWords } from "../../words";
import { Requests } from "./Requests";

export type Decision = { how: SettleWord | "rotate"; ids: string[] };
type Props = { decision: Decision; rows: SubscriptionRow[]; onClose(): void };

/** A decision about rows that are there: the requests first, then the act, and what of it failed. */
export function ActDialog({ decision: { how, ids }, rows, onClose }: Props) {
  const { t, number } = useWords();
  const platform = usePlatform();
  const { done } = useNotices();
  const [failures, setFailures] = useState<Failure[]>([]);
  const [busy, setBusy] = useState(false);
  const ask = async () =>
    how === "rotate" ? [await platform.previewRotate(ids[0])] : platform.previewSettle(how, ids);
  const preview = useAsked(ask, JSON.stringify([how, ids]), 0);
  const act = async (): Promise<Settled[]> => {
    if (how !== "rotate") return platform.settleDrift(how, ids);
    const row = await platform.rotateSubscriptionSecret(ids[0]);
    return [{ id: row.id, outcome: "done", failure: null }];
  };
  const run = async () => {
    setBusy(true);
    try {
      const settled = await act();
      const failed = settled.flatMap((one) => (one.failure ? [one.failure] : []));
      const open = settled.filter((one) => one.outcome === "open").length;
      const count = settled.length - failed.length - open;
      if (count > 0) done(t(`settled.${how}`, { count, number: number(count) }));
      if (open > 0) done(t("subscription.open"));
      setFailures(failed);
      if (failed.length === 0) onClose();
    } catch (error) {
      setFailures([asFailure(error)]);
    } finally {
      setBusy(false);
    }
  };
  const words = { count: ids.length, number: number(ids.length) };
  const over = failures.length > 0;
  const foot = (
    <>
      <Button onPress={onClose}>{t(over ? "common.close" : "common.cancel")}</Button>
      {!over && (
        <Button
          look={how === "remove" ? "danger" : "primary"}
          onPress={() => void run()}
          busy={busy}
          isDisabled={!preview.answer}
          testId="decision-confirm"
        >
          {t(`settle.${how}.act`, words)}
        </Button>
      )}
    </>
  );
  return (
    <Modal alert title={t(`settle.${how}.title`, words)} open onClose={onClose} foot={foot} testId="decision-dialog">
      <p>{t(`settle.${how}.text`)}</p>
      {!preview.answer && !preview.failure && <Loading />}
      {preview.answer && <Requests requests={preview.answer} rows={rows} />}
      {[...failures, ...(preview.failure ? [preview.failure] : [])].map((failure, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one for each row that failed, and the list never changes
        <FailureNote key={index} failure={failure} testId="decision-failure" />
      ))}
    </Modal>
  );
}
