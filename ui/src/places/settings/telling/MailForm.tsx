import { Segment } from "../../../parts/Choice";
import { Field } from "../../../parts/Field";
import type { MailSecurity, MailSettings } from "../../../platform/types";
import { useWords } from "../../../words";
import { Group } from "../Group";
import type { PartProps } from "./Telling";
import css from "./Telling.module.css";
import { Tried } from "./Tried";

const SECURITY: MailSecurity[] = ["starttls", "tls"];

/** The mail server. Its password goes to the vault and never comes back. */
export function MailForm(props: PartProps & { password: string; onPassword(text: string): void }) {
  const { facts, change, settings, changed, password, onPassword } = props;
  const { t } = useWords();
  const mail = facts.email;
  const set = (more: Partial<MailSettings>) => change({ email: { ...mail, ...more } });
  const options = mail.security === "none" ? [...SECURITY, "none" as const] : SECURITY;
  return (
    <Group title={t("channel.email")} text={t("telling.mailText")}>
      <div className={css.row}>
        <Field
          label={t("telling.host")}
          mono
          placeholder="smtp.example.com"
          value={mail.host}
          onChange={(host) => set({ host })}
          testId="mail-host"
        />
        <Field
          label={t("telling.port")}
          value={String(mail.port)}
          onChange={(port) => set({ port: Number.parseInt(port, 10) || 0 })}
          testId="mail-port"
        />
      </div>
      <Segment
        label={t("telling.security")}
        options={options.map((id) => ({ id, label: t(`telling.security.${id}`) }))}
        value={mail.security}
        onChange={(security: MailSecurity) => set({ security })}
        testId={(id) => `mail-${id}`}
      />
      <div className={css.row}>
        <Field label={t("telling.user")} value={mail.user} onChange={(user) => set({ user })} testId="mail-user" />
        <Field
          label={t("telling.password")}
          hint={t(`secret.${settings.password}`)}
          type="password"
          value={password}
          onChange={onPassword}
          testId="mail-password"
        />
      </div>
      <div className={css.row}>
        <Field
          label={t("telling.sender")}
          placeholder="PlatformPay <no-reply@example.com>"
          value={mail.from}
          onChange={(from) => set({ from })}
          testId="mail-from"
        />
        <Field
          label={t("telling.replyTo")}
          value={mail.replyTo}
          onChange={(replyTo) => set({ replyTo })}
          testId="mail-reply-to"
        />
      </div>
      <Tried channel="email" disabled={changed || settings.email.host === ""} />
    </Group>
  );
}
