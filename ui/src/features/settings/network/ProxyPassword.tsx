import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Modal } from "../../../components/Modal";
import { useNotices } from "../../../components/notices/notices";
import { useAct } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { networkSettingsQuery } from "../../../queries/environmentQueries";
import { usePlatform } from "../../../queries/usePlatform";

/** Removes the proxy's password from the vault, after a question. */
export function ProxyPassword() {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const { done } = useNotices();
  const [asking, setAsking] = useState(false);
  const [remove, removing] = useAct(async () => {
    setAsking(false);
    client.setQueryData(networkSettingsQuery.queryKey, await platform.removeProxyPassword());
    done(t("network.passwordRemoved"));
  });
  return (
    <>
      <Button busy={removing} onPress={() => setAsking(true)} testId="network-password-remove">
        {t("network.removePassword")}
      </Button>
      <Modal
        alert
        title={t("network.removeAsk")}
        open={asking}
        onClose={() => setAsking(false)}
        foot={
          <>
            <Button onPress={() => setAsking(false)} testId="network-password-keep">
              {t("common.cancel")}
            </Button>
            <Button look="danger" busy={removing} onPress={() => remove()} testId="network-password-confirm">
              {t("network.removePassword")}
            </Button>
          </>
        }
        testId="network-password-question"
      >
        <p>{t("network.removeText")}</p>
      </Modal>
    </>
  );
}
