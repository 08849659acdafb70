import { useState } from "react";
import { Button as Aria } from "react-aria-components";
import type { MerchantRow, Way } from "../../api/types";
import { Field } from "../../components/Field";
import { Form } from "../../components/Form";
import { Icon, type IconName } from "../../components/Icon";
import { Spinner } from "../../components/Spinner";
import { useWords } from "../../i18n";
import css from "./ChooseWay.module.css";

const WAYS: [Way, IconName][] = [
  ["browser", "browser"],
  ["loopback", "loopback"],
  ["window", "window"],
  ["link", "link"],
];

type Props = {
  /** Who authorizes again: nobody else is expected. */
  known: MerchantRow | null;
  busy: boolean;
  onStart(way: Way, expectedEmail: string | null): void;
};

/** Who is expected, and where the merchant will sign in. */
export function ChooseWay({ known, busy, onStart }: Props) {
  const { t } = useWords();
  const [email, setEmail] = useState(known?.email ?? "");
  const [mistakes, setMistakes] = useState<Record<string, string>>();
  const start = (way: Way) => {
    const given = email.trim();
    const bad = given !== "" && !/^\S+@\S+\.\S+$/.test(given);
    setMistakes(bad ? { "authorize-email": t("authorize.emailWrong") } : undefined);
    if (!bad) onStart(way, given || null);
  };
  return (
    <>
      <p className={css.text}>
        {known
          ? t("authorize.again.text", { merchant: known.name || known.email, email: known.email })
          : t("authorize.text")}
      </p>
      <Form onSend={() => {}} mistakes={mistakes}>
        <Field
          label={t(known ? "authorize.emailKnown" : "authorize.email")}
          hint={t("authorize.emailHint")}
          placeholder={t("authorize.emailExample")}
          inputMode="email"
          value={email}
          onChange={setEmail}
          testId="authorize-email"
        />
      </Form>
      <div>
        <h3 className={css.title}>{t("authorize.where")}</h3>
        <div className={css.ways}>
          {WAYS.map(([way, icon]) => (
            <Aria
              key={way}
              className={css.way}
              isDisabled={busy}
              onPress={() => start(way)}
              data-testid={`authorize-way-${way}`}
            >
              <Icon name={icon} size={18} />
              <span>
                <b>{t(`way.${way}`)}</b>
                <small>{t(`way.${way}.text`)}</small>
              </span>
            </Aria>
          ))}
        </div>
        {busy && <Spinner />}
      </div>
    </>
  );
}
