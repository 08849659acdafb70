import { useState } from "react";
import type { SnapshotRow } from "../../api/types";
import { Field } from "../../components/Field";
import { Modal } from "../../components/Modal";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import { Foot } from "./Foot";

export function KeepDialog({ merchant, onClose }: { merchant: string; onClose(): void }) {
  const { t } = useWords();
  const platform = usePlatform();
  const [name, setName] = useState("");
  const [keep, busy] = useAct(async () => {
    await platform.keepSnapshot(merchant, name);
    onClose();
  });
  return (
    <Modal
      open
      title={t("review.keep.title")}
      onClose={onClose}
      testId="keep-dialog"
      foot={<Foot onClose={onClose} act={keep} busy={busy} word={t("review.keep")} testId="keep-confirm" />}
    >
      <p>{t("review.keep.text")}</p>
      <Field
        autoFocus
        label={t("review.name")}
        hint={t("review.nameHint")}
        value={name}
        onChange={setName}
        maxLength={120}
        onKeyDown={(event) => event.key === "Enter" && keep()}
        testId="keep-name"
      />
    </Modal>
  );
}

export function RenameDialog({ snapshot, onClose }: { snapshot: SnapshotRow; onClose(): void }) {
  const { t } = useWords();
  const platform = usePlatform();
  const [name, setName] = useState(snapshot.name);
  const [rename, busy] = useAct(async () => {
    await platform.renameSnapshot(snapshot.id, name);
    onClose();
  });
  return (
    <Modal
      open
      title={t("review.rename.title")}
      onClose={onClose}
      testId="rename-dialog"
      foot={<Foot onClose={onClose} act={rename} busy={busy} word={t("review.rename")} testId="rename-confirm" />}
    >
      <Field
        autoFocus
        label={t("review.name")}
        hint={t("review.nameHint")}
        value={name}
        onChange={setName}
        maxLength={120}
        onKeyDown={(event) => event.key === "Enter" && rename()}
        testId="rename-name"
      />
    </Modal>
  );
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
