import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RotationView } from "../../api/types";
import { Button } from "../../components/Button";
import { asFailure } from "../../components/failure/table";
import { Modal } from "../../components/Modal";
import { Note } from "../../components/Note";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { TakeOver } from "../../navigation/TakeOver";
import { usePlatform } from "../../queries/usePlatform";
import { rotationQuery } from "../../queries/webhookQueries";
import css from "./Rotation.module.css";

/** How a change of the secret stands, for as long as one is under way. */
export function RotationState({ integration }: { integration: string }) {
  const { t, moment } = useWords();
  const { data: rotation } = useQuery(rotationQuery(integration));
  if (!rotation) return null;
  const { startedAt, confirmedAt, lastOldAt, endsAt } = rotation;
  const sure = confirmedAt !== null;
  return (
    <div className={css.state} data-testid={`rotation-${integration}`} data-sure={sure}>
      <Note tone={sure ? "run" : "doubt"}>
        <b>{t(sure ? "newSecret.both" : "newSecret.unsure")}</b>
        <span>
          {sure && endsAt !== null && t("newSecret.ends", { time: moment(endsAt) })}
          {sure && endsAt === null && t("newSecret.needed")}
          {!sure && t("newSecret.unsureText")}
        </span>
        <span className={css.times}>
          {t("newSecret.started", { time: moment(startedAt) })}
          {" · "}
          {lastOldAt === null ? t("newSecret.noOld") : t("newSecret.lastOld", { time: moment(lastOldAt) })}
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
  const { data: rotation } = useQuery(rotationQuery(integration));
  const [asking, setAsking] = useState(false);
  /** The host of the address where results go, if that is not ours. */
  const [elsewhere, setElsewhere] = useState<string | null>(null);
  const changed = async (begun: RotationView) => {
    client.setQueryData(rotationQuery(integration).queryKey, begun);
    await client.invalidateQueries({ queryKey: ["webhooks"] });
  };
  const [change, changing] = useAct(async () => {
    setAsking(false);
    try {
      await changed(await platform.rotateWebhookSecret(integration));
    } catch (error) {
      const { reason, what } = asFailure(error);
      if (reason !== "webhook_elsewhere") throw error;
      setElsewhere(what ?? "");
    }
  });
  const [takeOver, taking] = useAct(async () => {
    await changed(await platform.takeOverWebhookSecret(integration));
    setElsewhere(null);
  });
  const question = elsewhere !== null && (
    <TakeOver host={elsewhere} busy={taking} onLeave={() => setElsewhere(null)} onTake={() => takeOver()} />
  );
  // Until Rappi is seen to have the new secret, the same one is sent again; after that, the old one ends by itself.
  if (rotation)
    return rotation.confirmedAt === null ? (
      <>
        <Button icon="sync" busy={changing} onPress={() => change()} testId={`rotate-again-${integration}`}>
          {t("newSecret.sendAgain")}
        </Button>
        {question}
      </>
    ) : null;
  const foot = (
    <>
      <Button onPress={() => setAsking(false)}>{t("common.cancel")}</Button>
      <Button look="primary" onPress={() => change()} testId="rotate-confirm">
        {t("newSecret.act")}
      </Button>
    </>
  );
  return (
    <>
      <Button busy={changing} onPress={() => setAsking(true)} testId={`rotate-${integration}`}>
        {t("newSecret.change")}
      </Button>
      <Modal
        alert
        title={t("newSecret.title", { integration })}
        open={asking}
        onClose={() => setAsking(false)}
        foot={foot}
        testId="rotate-dialog"
      >
        <ol className={css.steps}>
          <li>{t("newSecret.step1")}</li>
          <li>{t("newSecret.step2")}</li>
          <li>{t("newSecret.step3")}</li>
        </ol>
        <p className={css.quiet}>{t("newSecret.lost")}</p>
      </Modal>
      {question}
    </>
  );
}
