import { useEffect, useEffectEvent, useState } from "react";
import type { Attempt, AttemptState } from "../../api/types";
import { Button } from "../../components/Button";
import { copyText } from "../../components/copy";
import { Field } from "../../components/Field";
import { Form } from "../../components/Form";
import { useNotices } from "../../components/notices/notices";
import { State } from "../../components/State";
import { ATTEMPT } from "../../components/wire";
import { useWords } from "../../i18n";
import { useNow } from "../../queries/useNow";
import css from "./AttemptView.module.css";

type Props = {
  attempt: Attempt;
  state: AttemptState;
  pasting: boolean;
  onPaste(address: string): void;
  onReopen(): void;
  onCancel(): void;
  onExpired(): void;
};

/** Waiting for the merchant: the link, the code, the way back by hand, and how long it holds. */
export function AttemptView({ attempt, state, pasting, onPaste, onReopen, onCancel, onExpired }: Props) {
  const { t, clock } = useWords();
  const { done, fail } = useNotices();
  const now = useNow(1000);
  const [address, setAddress] = useState("");
  const left = attempt.expiresAt - now;
  const expired = left <= 0;
  const tellExpired = useEffectEvent(onExpired);
  useEffect(() => {
    if (expired) tellExpired();
  }, [expired]);
  const { tone, icon, word } = ATTEMPT[state.kind];
  const copy = () => copyText(attempt.url).then(() => done(t("authorize.copied")), fail);
  return (
    <>
      <div className={css.state} data-testid="authorize-state" data-state={state.kind}>
        <State tone={tone} icon={icon} word={t(word)} />
        <span className={css.clock} data-testid="authorize-countdown">
          {t("authorize.left", { clock: clock(left) })}
        </span>
      </div>
      <p className={css.text}>{t(`way.${attempt.way}.now`)}</p>
      {attempt.expectedEmail && <p className={css.text}>{t("authorize.expected", { email: attempt.expectedEmail })}</p>}
      <div className={attempt.way === "link" ? css.withCode : undefined}>
        {attempt.way === "link" && (
          <img
            className={css.code}
            alt={t("authorize.qr")}
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(attempt.qrSvg)}`}
            data-testid="authorize-qr"
          />
        )}
        <div className={css.link}>
          <h3>{t("authorize.link")}</h3>
          <div className={css.url} data-testid="authorize-url" data-url={attempt.url} data-selectable>
            {attempt.url}
          </div>
          <div className={css.acts}>
            <Button icon="copy" onPress={copy} testId="authorize-copy">
              {t("authorize.copy")}
            </Button>
            {attempt.way !== "link" && (
              <Button onPress={onReopen} testId="authorize-reopen">
                {t(attempt.way === "window" ? "authorize.reopenWindow" : "authorize.reopenBrowser")}
              </Button>
            )}
          </div>
        </div>
      </div>
      <Form className={css.paste} onSend={() => address.trim() && onPaste(address.trim())}>
        <Field
          label={t("authorize.paste")}
          hint={t("authorize.pasteHint", { redirect: attempt.redirect })}
          mono
          value={address}
          onChange={setAddress}
          testId="authorize-paste-input"
        />
        <div className={css.acts}>
          <Button type="submit" busy={pasting} isDisabled={!address.trim()} testId="authorize-paste-submit">
            {t("authorize.pasteAct")}
          </Button>
          <span className={css.gap} />
          <Button look="ghost" onPress={onCancel} testId="authorize-cancel">
            {t("authorize.cancel")}
          </Button>
        </div>
      </Form>
    </>
  );
}
