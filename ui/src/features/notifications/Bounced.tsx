import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import type { BounceView } from "../../api/types";
import { Area } from "../../components/Area";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Modal } from "../../components/Modal";
import { useNotices } from "../../components/notices/notices";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { bounceQuery } from "../../queries/notificationQueries";
import { useLater } from "../../queries/useLater";
import { usePlatform } from "../../queries/usePlatform";
import css from "./Notifications.module.css";

const TYPES = [".eml", ".txt", ".msg", "message/rfc822", "text/plain"];
/** Bytes of a letter that are looked at. */
const LONGEST = 256 * 1024;

/** A letter that came back: given here whole, understood, and kept with the message that it is about. */
export function Bounced({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useWords();
  const platform = usePlatform();
  const { done } = useNotices();
  const [letter, setLetter] = useState("");
  const given = useLater(letter, 200);
  const { data, error } = useQuery(bounceQuery(id, given));
  const [keep, keeping] = useAct(async () => {
    await platform.noteBounce(id, letter);
    onClose();
    done(t("notification.bounceKept"));
  });
  const [choose, choosing] = useAct(async (file: File) => setLetter(await file.slice(0, LONGEST).text()));
  return (
    <Modal
      alert
      title={t("notification.bounceTitle")}
      open
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose} testId="bounce-cancel">
            {t("common.cancel")}
          </Button>
          <Button
            look="primary"
            busy={keeping}
            isDisabled={!data || given !== letter || letter === ""}
            onPress={() => keep()}
            testId="bounce-confirm"
          >
            {t("notification.bounceConfirm")}
          </Button>
        </>
      }
      testId="bounce-dialog"
    >
      <div className={css.told}>
        <p>{t("notification.bounceText")}</p>
        <div>
          <FileTrigger acceptedFileTypes={TYPES} onSelect={(files) => files?.[0] && choose(files[0])}>
            <Button busy={choosing} isDisabled={choosing} testId="bounce-choose">
              {t("notification.bounceChoose")}
            </Button>
          </FileTrigger>
        </div>
        <Area
          label={t("notification.bouncePaste")}
          rows={6}
          value={letter}
          onChange={(text) => setLetter(text.slice(0, LONGEST))}
          testId="bounce-letter"
        />
        {given !== "" && error && <FailureNote failure={asFailure(error)} testId="bounce-failure" />}
        {given !== "" && data && <Understood bounce={data} />}
      </div>
    </Modal>
  );
}

function Understood({ bounce }: { bounce: BounceView }) {
  const { t } = useWords();
  const facts = [
    ...(bounce.by ? [{ label: t("notification.bounceBy"), value: <bdi>{bounce.by}</bdi> }] : []),
    ...(bounce.to ? [{ label: t("notification.bounceTo"), value: bounce.to }] : []),
  ];
  return (
    <section>
      <h3>{t("notification.bounceUnderstood")}</h3>
      <Card testId="bounce-understood">
        {facts.length > 0 && <Facts facts={facts} />}
        {bounce.words && (
          <bdi className={css.words} data-selectable>
            {bounce.words}
          </bdi>
        )}
      </Card>
    </section>
  );
}
