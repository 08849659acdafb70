import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Field";
import { Form } from "../../components/Form";
import { FailureNote } from "../../components/failure/FailureNote";
import { Icon } from "../../components/Icon";
import { useActHere } from "../../components/useAct";
import { useWords } from "../../i18n";
import { lockQuery } from "../../queries/lockQueries";
import { usePlatform } from "../../queries/usePlatform";
import css from "./LockScreen.module.css";

/** Asks for the PIN. It names no environment, no merchant and no number of anything. */
export function LockScreen() {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const [pin, setPin] = useState("");
  const { run, busy, failure } = useActHere(async () => {
    setPin("");
    await platform.unlockWindow(pin);
    await client.invalidateQueries({ queryKey: lockQuery.queryKey });
  });
  useEffect(() => {
    document.title = "Gangway";
  }, []);
  return (
    <main className={css.page} data-testid="lock-screen">
      <Form className={css.card} onSend={() => run()}>
        <span className={css.icon}>
          <Icon name="lock" size={20} />
        </span>
        <h1>{t("lock.title")}</h1>
        <p className={css.text}>{t("lock.text")}</p>
        <Field
          label={t("lock.pin")}
          type="password"
          autoFocus
          autoComplete="off"
          value={pin}
          onChange={setPin}
          testId="lock-pin"
        />
        {failure && <FailureNote failure={failure} testId="lock-refused" />}
        <Button look="primary" type="submit" busy={busy} isDisabled={pin === ""} testId="lock-open">
          {t("lock.open")}
        </Button>
      </Form>
    </main>
  );
}
