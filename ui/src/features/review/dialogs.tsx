import { type ReactNode, useId, useState } from "react";
import type { SnapshotRow } from "../../api/types";
import { Field } from "../../components/Field";
import { Form } from "../../components/Form";
import { Modal } from "../../components/Modal";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import { Foot } from "./Foot";

type NameProps = {
  of: "keep" | "rename";
  first: string;
  send(name: string): Promise<unknown>;
  onClose(): void;
  children?: ReactNode;
};

/** Asks for the name of a snapshot, and sends it. */
function NameDialog({ of, first, send, onClose, children }: NameProps) {
  const { t } = useWords();
  const form = useId();
  const [name, setName] = useState(first);
  const [act, busy] = useAct(async () => {
    await send(name);
    onClose();
  });
  return (
    <Modal
      open
      title={t(`review.${of}.title`)}
      onClose={onClose}
      testId={`${of}-dialog`}
      foot={<Foot onClose={onClose} form={form} busy={busy} word={t(`review.${of}`)} testId={`${of}-confirm`} />}
    >
      {children}
      <Form id={form} onSend={() => act()}>
        <Field
          autoFocus
          label={t("review.name")}
          hint={t("review.nameHint")}
          value={name}
          onChange={setName}
          maxLength={120}
          testId={`${of}-name`}
        />
      </Form>
    </Modal>
  );
}

export function KeepDialog({ merchant, onClose }: { merchant: string; onClose(): void }) {
  const { t } = useWords();
  const platform = usePlatform();
  return (
    <NameDialog of="keep" first="" send={(name) => platform.keepSnapshot(merchant, name)} onClose={onClose}>
      <p>{t("review.keep.text")}</p>
    </NameDialog>
  );
}

export function RenameDialog({ snapshot, onClose }: { snapshot: SnapshotRow; onClose(): void }) {
  const platform = usePlatform();
  const send = (name: string) => platform.renameSnapshot(snapshot.id, name);
  return <NameDialog of="rename" first={snapshot.name} send={send} onClose={onClose} />;
}

type RemoveProps = { snapshot: SnapshotRow; name: string; onClose(): void };

export function RemoveDialog({ snapshot, name, onClose }: RemoveProps) {
  const { t } = useWords();
  const platform = usePlatform();
  const [remove, busy] = useAct(async () => {
    await platform.removeSnapshot(snapshot.id);
    onClose();
  });
  return (
    <Modal
      alert
      open
      title={t("review.remove.title")}
      onClose={onClose}
      testId="remove-dialog"
      foot={
        <Foot onClose={onClose} act={remove} busy={busy} danger word={t("review.remove")} testId="remove-confirm" />
      }
    >
      <p>{t("review.remove.text", { name })}</p>
    </Modal>
  );
}
