import { useState } from "react";
import type { Settled, SettleWord, SubscriptionRow } from "../../api/types";
import { Button } from "../../components/Button";
import { Modal } from "../../components/Modal";
import { useNotices } from "../../components/notices/notices";
import { Loading } from "../../components/Page";
import { useAsked } from "../../components/useAsked";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import { Failed } from "./Failed";
import { Requests } from "./Requests";
import { SettleProgress } from "./SettleProgress";
import { useSettling } from "./useSettling";

export type Decision = { how: SettleWord | "rotate"; ids: string[] };
type Props = { decision: Decision; rows: SubscriptionRow[]; onClose(): void };

/** A decision about rows that are there: the requests first, then the act, how far it is, and what of it failed. */
export function ActDialog({ decision: { how, ids }, rows, onClose }: Props) {
  const { t, number } = useWords();
  const platform = usePlatform();
  const { done } = useNotices();
  // As they were when it was asked for: what is settled is no longer what it was.
  const [before] = useState(rows);
  const ask = async () =>
    how === "rotate" ? [await platform.previewRotate(ids[0])] : platform.previewSettle(how, ids);
  const preview = useAsked(ask, JSON.stringify([how, ids]), 0);
  const settling = useSettling(ids, async (some): Promise<Settled[]> => {
    if (how !== "rotate") return platform.settleDrift(how, some);
    const row = await platform.rotateSubscriptionSecret(some[0]);
    return [{ id: row.id, outcome: "done", failure: null }];
  });
  const run = async () => {
    const end = await settling.run();
    const open = end.done.filter(({ outcome }) => outcome === "open").length;
    const failed = end.done.filter(({ failure }) => failure !== null).length;
    const count = end.done.length - failed - open;
    if (count > 0) done(t(`settled.${how}`, { count, number: number(count) }));
    if (open > 0) done(t("subscription.open"));
    if (failed === 0 && end.failure === null && end.done.length === ids.length) onClose();
  };
  const close = () => {
    settling.stop();
    onClose();
  };
  const words = { count: ids.length, number: number(ids.length) };
  const { busy, over } = settling;
  const foot = (
    <>
      {busy && settling.many ? (
        <Button onPress={settling.stop} testId="decision-stop">
          {t("settle.stop")}
        </Button>
      ) : (
        <Button onPress={close}>{t(over ? "common.close" : "common.cancel")}</Button>
      )}
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
    <Modal alert title={t(`settle.${how}.title`, words)} open onClose={close} foot={foot} testId="decision-dialog">
      <p>{t(`settle.${how}.text`)}</p>
      {!preview.answer && !preview.failure && <Loading />}
      {(busy || over) && settling.many && <SettleProgress settled={settling.done} total={ids.length} over={over} />}
      {over && <Failed settled={settling.done} rows={before} failure={settling.failure} />}
      {preview.answer && !over && <Requests requests={preview.answer} rows={before} />}
      {preview.failure && <Failed settled={[]} rows={[]} failure={preview.failure} />}
    </Modal>
  );
}
