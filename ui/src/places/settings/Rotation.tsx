import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { usePlatform } from "../../data/platform";
import { useRotation } from "../../data/queries";
import { useAct } from "../../data/useAct";
import { Button } from "../../parts/Button";
import { Modal } from "../../parts/Modal";
import { Note } from "../../parts/Note";
import { useWords } from "../../words";
import css from "./Rotation.module.css";

/** How a change of the secret stands, for as long as one is under way. */
export function RotationState({ integration }: { integration: string }) {
  const { t, moment } = useWords();
  const { data: rotation } = useRotation(integration);
  if (!rotation) return null;
  const { startedAt, confirmedAt, lastOldAt, endsAt } = rotation;
  const sure = confirmedAt !== null;
  return (
    <div className={css.state} data-testid={`rotation-${integration}`} data-sure={sure}>
      <Note tone={sure ? "run" : "doubt"}>
        <b>{t(sure ? "rotation.both" : "rotation.unsure")}</b>
        <span>
          {sure && endsAt !== null && t("rotation.ends", { time: moment(endsAt) })}
          {sure && endsAt === null && t("rotation.needed")}
          {!sure && t("rotation.unsureText")}
        </span>
        <span className={css.times}>
          {t("rotation.started", { time: moment(startedAt) })}
          {" · "}
          {lastOldAt === null ? t("rotation.noOld") : t("rotation.lastOld", { time: moment(lastOldAt) })}
        </span>
      </Note>
    </div>
  );
}

/** Asks before it changes the secret, and says what will happen. */
export function ChangeSecret({ integration }: { integration: string }) {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const { data: rotation } = useRotation(integration);
  const [asking, setAsking] = useState(false);
  const [change, changing] = useAct(async () => {
    setAsking(false);
    client.setQueryData(["webhookRotation", integration], await platform.rotateWebhookSecret(integration));
    await client.invalidateQueries({ queryKey: ["webhooks"] });
  });
  // Until Rappi is seen to have the new secret, the same one is sent again; after that, the old one ends by itself.
  if (rotation)
    return rotation.confirmedAt === null ? (
      <Button icon="sync" busy={changing} onPress={() => change()} testId={`rotate-again-${integration}`}>
        {t("rotation.sendAgain")}
      </Button>
    ) : null;
  const foot = (
    <>
      <Button onPress={() => setAsking(false)}>{t("common.cancel")}</Button>
      <Button look="primary" onPress={() => change()} testId="rotate-confirm">
        {t("rotation.act")}
      </Button>
    </>
  );
  return (
    <>
      <Button busy={changing} onPress={() => setAsking(true)} testId={`rotate-${integration}`}>
        {t("rotation.change")}
      </Button>
      <Modal
        alert
        title={t("rotation.title", { integration })}
        open={asking}
        onClose={() => setAsking(false)}
        foot={foot}
        testId="rotate-dialog"
      >
        <ol className={css.steps}>
          <li>{t("rotation.step1")}</li>
          <li>{t("rotation.step2")}</li>
          <li>{t("rotation.step3")}</li>
        </ol>
        <p className={css.quiet}>{t("rotation.lost")}</p>
      </Modal>
    </>
  );
}
