import { useState } from "react";
import type { Reviews, SnapshotRow } from "../../api/types";
import { Button } from "../../components/Button";
import { PanelTitle } from "../../components/Page";
import { useWords } from "../../i18n";
import { RemoveDialog, RenameDialog } from "./dialogs";
import css from "./ReviewPanel.module.css";
import { useSnapshotName } from "./trees";

type Props = {
  reviews: Reviews;
  onKeep(): void;
  onSignOff(): void;
  onShow(from: number, to: number): void;
};

/** The snapshots that there are, and what was signed off. */
export function ReviewPanel({ reviews, onKeep, onSignOff, onShow }: Props) {
  const { t, moment, number } = useWords();
  const nameOf = useSnapshotName();
  const [renames, setRenames] = useState<SnapshotRow | null>(null);
  const [removes, setRemoves] = useState<SnapshotRow | null>(null);
  return (
    <>
      <PanelTitle>{t("review.panel")}</PanelTitle>
      <div className={css.acts}>
        <Button look="primary" onPress={onSignOff} testId="review-sign-off">
          {t("review.signOff")}
        </Button>
        <Button onPress={onKeep} testId="review-keep">
          {t("review.keep")}
        </Button>
      </div>
      <section>
        <h3>{t("review.signOffs")}</h3>
        {reviews.signOffs.length === 0 && <p className={css.none}>{t("review.noSignOffs")}</p>}
        <ul className={css.list}>
          {reviews.signOffs.map((one) => (
            <li key={one.id} className={css.item} data-testid="sign-off-row">
              <b>{t("review.by", { actor: one.actor, time: moment(one.at) })}</b>
              {one.note !== "" && (
                <p className={css.note} data-selectable>
                  {one.note}
                </p>
              )}
              <span className={css.line}>
                {t("review.differences", {
                  count: one.counts.reduce((sum, it) => sum + it.count, 0),
                  number: number(one.counts.reduce((sum, it) => sum + it.count, 0)),
                })}
                <Button look="link" onPress={() => onShow(one.from, one.to)} testId="sign-off-show">
                  {t("review.show")}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t("review.snapshots")}</h3>
        {reviews.snapshots.length === 0 && <p className={css.none}>{t("review.noSnapshots")}</p>}
        <ul className={css.list}>
          {reviews.snapshots.map((one) => (
            <li key={one.id} className={css.item} data-testid="snapshot-row">
              <b title={one.fingerprint}>{nameOf(one)}</b>
              <span className={css.line}>
                {t("review.size", { stores: number(one.stores), integrated: number(one.integrated) })}
              </span>
              <span className={css.line}>
                <Button look="link" onPress={() => setRenames(one)} testId="snapshot-rename">
                  {t("review.rename")}
                </Button>
                {one.signedOff ? (
                  <span>{t("review.signedOff")}</span>
                ) : (
                  <Button look="link" onPress={() => setRemoves(one)} testId="snapshot-remove">
                    {t("review.remove")}
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {renames && <RenameDialog snapshot={renames} onClose={() => setRenames(null)} />}
      {removes && <RemoveDialog snapshot={removes} name={nameOf(removes)} onClose={() => setRemoves(null)} />}
    </>
  );
}
