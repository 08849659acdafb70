import { useState } from "react";
import type { NotificationSettings } from "../../../api/types";
import { Button } from "../../../components/Button";
import { Modal } from "../../../components/Modal";
import { Note } from "../../../components/Note";
import { useAct } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts, Group } from "../Group";

/** Whether anything leaves this desk. Turning it on is a decision; turning it off is not. */
export function Sending({ settings }: { settings: NotificationSettings }) {
  const { t } = useWords();
  const platform = usePlatform();
  const [asking, setAsking] = useState(false);
  const [set, setting] = useAct(async (on: boolean) => {
    await platform.setSending(on);
    setAsking(false);
  });
  const on = settings.sending;
  return (
    <Group title={t("notifications.sending")}>
      <Note tone={on ? "ok" : "doubt"} icon={on ? "check" : "lock"} testId={on ? "sending-on" : "sending-off"}>
        <b>{t(on ? "notifications.on" : "notifications.off")}</b>
        {t(on ? "notifications.onText" : "notifications.offText")}
      </Note>
      <Acts>
        <Button busy={setting} onPress={() => (on ? set(false) : setAsking(true))} testId="sending-switch">
          {t(on ? "notifications.turnOff" : "notifications.turnOn")}
        </Button>
      </Acts>
      <Modal
        alert
        title={t("notifications.ask")}
        open={asking}
        onClose={() => setAsking(false)}
        foot={
          <>
            <Button onPress={() => setAsking(false)} testId="sending-cancel">
              {t("common.cancel")}
            </Button>
            <Button look="primary" busy={setting} onPress={() => set(true)} testId="sending-confirm">
              {t("notifications.turnOn")}
            </Button>
          </>
        }
        testId="sending-question"
      >
        <p>{t("notifications.askText")}</p>
        <ul>
          {settings.email.host === "" && <li>{t("notifications.noMail")}</li>}
          {settings.platformUrl === "" && <li>{t("notifications.noPlatform")}</li>}
          <li>{t("notifications.heldStays")}</li>
        </ul>
      </Modal>
    </Group>
  );
}
