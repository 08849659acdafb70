import { useState } from "react";
import type { TellingSettings } from "../../../api/types";
import { Button } from "../../../components/Button";
import { Modal } from "../../../components/Modal";
import { Note } from "../../../components/Note";
import { useAct } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts, Group } from "../Group";

/** Whether anything leaves this desk. Turning it on is a decision; turning it off is not. */
export function Sending({ settings }: { settings: TellingSettings }) {
  const { t } = useWords();
  const platform = usePlatform();
  const [asking, setAsking] = useState(false);
  const [set, setting] = useAct(async (on: boolean) => {
    await platform.setSending(on);
    setAsking(false);
  });
  const on = settings.sending;
  return (
    <Group title={t("telling.sending")}>
      <Note tone={on ? "ok" : "doubt"} icon={on ? "check" : "lock"} testId={on ? "sending-on" : "sending-off"}>
        <b>{t(on ? "telling.on" : "telling.off")}</b>
        {t(on ? "telling.onText" : "telling.offText")}
      </Note>
      <Acts>
        <Button busy={setting} onPress={() => (on ? set(false) : setAsking(true))} testId="sending-switch">
          {t(on ? "telling.turnOff" : "telling.turnOn")}
        </Button>
      </Acts>
      <Modal
        alert
        title={t("telling.ask")}
        open={asking}
        onClose={() => setAsking(false)}
        foot={
          <>
            <Button onPress={() => setAsking(false)} testId="sending-cancel">
              {t("common.cancel")}
            </Button>
            <Button look="primary" busy={setting} onPress={() => set(true)} testId="sending-confirm">
              {t("telling.turnOn")}
            </Button>
          </>
        }
        testId="sending-question"
      >
        <p>{t("telling.askText")}</p>
        <ul>
          {settings.email.host === "" && <li>{t("telling.noMail")}</li>}
          {settings.platformUrl === "" && <li>{t("telling.noPlatform")}</li>}
          <li>{t("telling.heldStays")}</li>
        </ul>
      </Modal>
    </Group>
  );
}
