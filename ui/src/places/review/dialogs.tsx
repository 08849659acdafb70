import { useState } from "react";
import { usePlatform } from "../../data/platform";
import { useAct } from "../../data/useAct";
import { Area } from "../../parts/Area";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Modal } from "../../parts/Modal";
import type { Comparison, SignOffRow, SnapshotRow, TreeAt } from "../../platform/types";
import { useWords } from "../../words";
import css from "./dialogs.module.css";
import { changeWord } from "./differs";

type FootProps = { onClose(): void; act(): void; busy: boolean; word: string; danger?: boolean; testId: string };

function Foot({ onClose, act, busy, word, danger, testId }: FootProps) {
  const { t } = useWords();
  return (
    <>
      <Button onPress={onClose}>{t("common.cancel")}</Button>
      <Button look={danger ? "danger" : "primary"} onPress={act} busy={busy} testId={testId}>
        {word}
      </Button>
    </>
  );
}

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

type SignOffProps = {
  merchant: string;
  from: TreeAt;
  to: TreeAt;
  comparison: Comparison;
  onSigned(row: SignOffRow): void;
  onClose(): void;
};

export function SignOffDialog({ merchant, from, to, comparison, onSigned, onClose }: SignOffProps) {
  const { t, number } = useWords();
  const platform = usePlatform();
  const [note, setNote] = useState("");
  const [signOff, busy] = useAct(async () => {
    onSigned(await platform.signOff(merchant, from, to, note));
  });
  return (
    <Modal
      open
      title={t("review.signOff.title")}
      onClose={onClose}
      testId="sign-off-dialog"
      foot={
        <Foot onClose={onClose} act={signOff} busy={busy} word={t("review.signOff.do")} testId="sign-off-confirm" />
      }
    >
      <p>{t("review.signOff.text")}</p>
      {comparison.counts.length === 0 ? (
        <p>{t("review.same.title")}</p>
      ) : (
        <dl className={css.counts} data-testid="sign-off-counts">
          {comparison.counts.map((one) => (
            <div key={one.change}>
              <dt>{changeWord(one.change, t)}</dt>
              <dd>{number(one.count)}</dd>
            </div>
          ))}
        </dl>
      )}
      <Area
        autoFocus
        prose
        label={t("review.note")}
        rows={4}
        value={note}
        onChange={setNote}
        maxLength={4000}
        testId="sign-off-note"
      />
    </Modal>
  );
}
