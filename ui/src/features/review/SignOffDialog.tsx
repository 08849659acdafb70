import { useState } from "react";
import type { Comparison, SignOffRow, TreeAt } from "../../api/types";
import { Area } from "../../components/Area";
import { Modal } from "../../components/Modal";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import { changeWord } from "./differs";
import { Foot } from "./Foot";
import css from "./SignOffDialog.module.css";

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
