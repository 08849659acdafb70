import { useState } from "react";
import { Button } from "../../../components/Button";
import { Modal } from "../../../components/Modal";
import { useNotices } from "../../../components/notices/notices";
import { useAct } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts } from "../Group";

/** A secret that is made here goes to the vault and to the clipboard, and never through this page. */
export function PlatformSecret({ stored }: { stored: boolean }) {
  const { t } = useWords();
  const platform = usePlatform();
  const { done } = useNotices();
  const [asking, setAsking] = useState(false);
  const [make, making] = useAct(async () => {
    setAsking(false);
    await platform.makePlatformSecret();
    done(t("notifications.secretMade"));
  });
  const [copy, copying] = useAct(async () => {
    await platform.copyPlatformSecret();
    done(t("notifications.secretCopied"));
  });
  return (
    <>
      <Acts>
        <Button busy={making} onPress={() => (stored ? setAsking(true) : make())} testId="platform-secret-make">
          {t("notifications.secretMake")}
        </Button>
        {stored && (
          <Button icon="copy" busy={copying} onPress={() => copy()} testId="platform-secret-copy">
            {t("notifications.secretCopy")}
          </Button>
        )}
      </Acts>
      <Modal
        alert
        title={t("notifications.secretAsk")}
        open={asking}
        onClose={() => setAsking(false)}
        foot={
          <>
            <Button onPress={() => setAsking(false)} testId="platform-secret-keep">
              {t("common.cancel")}
            </Button>
            <Button look="danger" busy={making} onPress={() => make()} testId="platform-secret-replace">
              {t("notifications.secretMake")}
            </Button>
          </>
        }
        testId="platform-secret-question"
      >
        <p>{t("notifications.secretAskText")}</p>
      </Modal>
    </>
  );
}
