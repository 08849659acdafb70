import { useState } from "react";
import type { MerchantRow, SignedOut } from "../../api/types";
import { Button } from "../../components/Button";
import { Modal } from "../../components/Modal";
import { Note } from "../../components/Note";
import { useAct } from "../../components/useAct";
import { useWords, type WordId } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import css from "./SignOut.module.css";

const WORDS: Record<string, WordId> = {
  merchant_token: "signout.merchant_token",
  provider_session: "signout.provider_session",
  stores: "signout.stores",
  history: "signout.history",
};

/** Signing out says before and after what is wiped and what stays. */
export function SignOut({ merchant, open, onClose }: { merchant: MerchantRow; open: boolean; onClose(): void }) {
  const { t } = useWords();
  const platform = usePlatform();
  const [after, setAfter] = useState<SignedOut | null>(null);
  const [leave, leaving] = useAct(async () => setAfter(await platform.signOut(merchant.id)));
  const { wiped, stays } = after ?? { wiped: ["merchant_token"], stays: ["provider_session", "stores", "history"] };
  const close = () => {
    onClose();
    setAfter(null);
  };
  const lines = (codes: string[]) => (
    <ul className={css.list}>
      {codes.map((code) => (
        <li key={code}>{code in WORDS ? t(WORDS[code]) : code}</li>
      ))}
    </ul>
  );
  const foot = after ? (
    <Button onPress={close}>{t("common.close")}</Button>
  ) : (
    <>
      <Button onPress={close}>{t("common.cancel")}</Button>
      <Button look="danger" busy={leaving} onPress={leave} testId="signout-confirm">
        {t("signout.act", { name: merchant.name || merchant.email })}
      </Button>
    </>
  );
  return (
    <Modal
      alert
      title={t("signout.title", { name: merchant.name || merchant.email })}
      open={open}
      onClose={close}
      foot={foot}
      testId="signout-dialog"
    >
      {after && <Note tone="ok">{t("signout.done", { name: merchant.name || merchant.email })}</Note>}
      <div>
        <h3>{t(after ? "signout.wasWiped" : "signout.willBeWiped")}</h3>
        {lines(wiped)}
      </div>
      <div>
        <h3>{t("signout.stays")}</h3>
        {lines(stays)}
      </div>
    </Modal>
  );
}
