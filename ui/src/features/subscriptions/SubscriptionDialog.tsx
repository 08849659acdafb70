import { useId, useState } from "react";
import type { AddressReport, DesiredSubscription, SubscriptionRow } from "../../api/types";
import { Button } from "../../components/Button";
import { Form } from "../../components/Form";
import { FailureNote } from "../../components/failure/FailureNote";
import { Modal } from "../../components/Modal";
import { useNotices } from "../../components/notices/notices";
import { useActHere } from "../../components/useAct";
import { useAsked } from "../../components/useAsked";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import { AddressCheck } from "./AddressCheck";
import { desiredOf, draftOf } from "./desired";
import { Requests } from "./Requests";
import css from "./Requests.module.css";
import { SubscriptionFields } from "./SubscriptionFields";

type Props = {
  /** What is changed; `null` makes a new one. */
  row: SubscriptionRow | null;
  from?: Pick<SubscriptionRow, "event" | "url"> | null;
  /** All of them: a secret can be that of another one. */
  rows: SubscriptionRow[];
  suggestions: string[];
  onClose(): void;
  onDone(id: string): void;
};

/** Makes or changes a subscription: what is wished for, its address checked, and the very request before it leaves. */
export function SubscriptionDialog({ row, from = null, rows, suggestions, onClose, onDone }: Props) {
  const { t } = useWords();
  const platform = usePlatform();
  const { done } = useNotices();
  const form = useId();
  const [draft, setDraft] = useState(() => draftOf(row ?? from));
  const [called, setCalled] = useState<AddressReport | null>(null);
  const others = rows.filter(
    ({ id, provider, can }) => provider === "ratepay" && can.includes("reveal") && id !== row?.id,
  );
  const desired = desiredOf(draft);
  const url = draft.target === "address" ? draft.url.trim() : "";
  const preview = useAsked(
    desired && (() => (row ? platform.previewChange(row.id, desired) : platform.previewCreate(desired))),
    JSON.stringify(desired),
  );
  const checked = useAsked(url === "" ? null : () => platform.checkAddress(url, false, null), url, 500);
  const report = called?.url === url ? called : checked.fresh ? checked.answer : null;
  const ready = desired !== null && preview.fresh && preview.answer !== null && (url === "" || report?.usable === true);
  const send = useActHere(async (desired: DesiredSubscription) => {
    const made = row ? await platform.changeSubscription(row.id, desired) : await platform.createSubscription(desired);
    done(t(made.underWay ? "subscription.open" : row ? "subscription.changed" : "subscription.created"));
    onDone(made.id);
  });
  const failure = send.failure ?? preview.failure ?? checked.failure;
  const foot = (
    <>
      <Button onPress={onClose}>{t("common.cancel")}</Button>
      <Button look="primary" type="submit" form={form} isDisabled={!ready} busy={send.busy} testId="subscription-send">
        {t(row ? "subscription.change.act" : "subscription.create.act")}
      </Button>
    </>
  );
  return (
    <Modal
      alert
      title={t(row ? "subscription.change.title" : "subscription.create.title")}
      open
      onClose={onClose}
      foot={foot}
      testId="subscription-dialog"
    >
      <Form id={form} className={css.form} onSend={() => desired && ready && !send.busy && send.run(desired)}>
        <SubscriptionFields draft={draft} onChange={setDraft} row={row} others={others} suggestions={suggestions} />
      </Form>
      {url !== "" && report && <AddressCheck url={url} row={row?.id ?? null} report={report} onReport={setCalled} />}
      {preview.answer && <Requests requests={[preview.answer]} />}
      {failure && <FailureNote failure={failure} testId="subscription-failure" />}
    </Modal>
  );
}
