import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Field } from "../../../components/Field";
import { Form } from "../../../components/Form";
import { FailureNote } from "../../../components/failure/FailureNote";
import { useNotices } from "../../../components/notices/notices";
import { useActHere } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { lockQuery } from "../../../queries/lockQueries";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts } from "../Group";
import css from "./PinForm.module.css";

/** As the core counts them. */
const SHORTEST = 6;

type Props = { /** There is one, which is asked for. */ another?: boolean; onDone?(): void };

/** Sets a PIN, typed twice: one that was mistyped opens nothing. */
export function PinForm({ another, onDone }: Props) {
  const { t } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const { done } = useNotices();
  const [before, setBefore] = useState("");
  const [pin, setPin] = useState("");
  const [again, setAgain] = useState("");
  const { run, busy, failure } = useActHere(async () => {
    client.setQueryData(lockQuery.queryKey, await platform.setPin(pin, before));
    done(t("security.pinSet"));
    onDone?.();
  });
  const short = (text: string) => (text.length < SHORTEST ? t("security.pinShort", { count: SHORTEST }) : null);
  return (
    <Form className={css.form} onSend={() => run()}>
      {another && (
        <Field
          label={t("security.pinBefore")}
          type="password"
          value={before}
          onChange={setBefore}
          testId="pin-before"
        />
      )}
      <Field
        label={t("security.pin")}
        hint={t("security.pinHint")}
        type="password"
        value={pin}
        onChange={setPin}
        validate={short}
        testId="pin-new"
      />
      <Field
        label={t("security.pinAgain")}
        type="password"
        value={again}
        onChange={setAgain}
        validate={(text) => (text === pin ? null : t("security.pinDiffers"))}
        testId="pin-again"
      />
      {failure && <FailureNote failure={failure} testId="pin-refused" />}
      <Acts>
        <Button look="primary" type="submit" busy={busy} testId="pin-set">
          {t("security.pinAct")}
        </Button>
      </Acts>
    </Form>
  );
}
