import type { MailSecurity, MailSettings } from "../../../api/types";
import { Segment } from "../../../components/Choice";
import { Field } from "../../../components/Field";
import { useWords } from "../../../i18n";
import { Group } from "../Group";
import { ChannelTest } from "./ChannelTest";
import type { PartProps } from "./NotificationSection";
import css from "./NotificationSection.module.css";

const SECURITY: MailSecurity[] = ["starttls", "tls"];

/** What was typed, if a port can be that. */
function portOf(text: string): number | null {
  const port = text === "" ? 0 : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : null;
}

/** The mail server. Its password goes to the vault and never comes back. */
export function MailForm(props: PartProps & { password: string; onPassword(text: string): void }) {
  const { facts, change, settings, changed, password, onPassword } = props;
  const { t } = useWords();
  const mail = facts.email;
  const set = (more: Partial<MailSettings>) => change({ email: { ...mail, ...more } });
  const options = mail.security === "none" ? [...SECURITY, "none" as const] : SECURITY;
  return (
    <Group title={t("channel.email")} text={t("notifications.mailText")}>
      <div className={css.row}>
        <Field
          label={t("notifications.host")}
          mono
          placeholder="smtp.example.com"
          value={mail.host}
          onChange={(host) => set({ host })}
          testId="mail-host"
        />
        <Field
          label={t("notifications.port")}
          value={mail.port === 0 ? "" : String(mail.port)}
          onChange={(port) => set({ port: portOf(port) ?? mail.port })}
          testId="mail-port"
        />
      </div>
      <Segment
        label={t("notifications.security")}
        options={options.map((id) => ({ id, label: t(`notifications.security.${id}`) }))}
        value={mail.security}
        onChange={(security: MailSecurity) => set({ security })}
        testId={(id) => `mail-${id}`}
      />
      <div className={css.row}>
        <Field
          label={t("notifications.user")}
          value={mail.user}
          onChange={(user) => set({ user })}
          testId="mail-user"
        />
        <Field
          label={t("notifications.password")}
          hint={t(`secret.${settings.password}`)}
          type="password"
          value={password}
          onChange={onPassword}
          testId="mail-password"
        />
      </div>
      <div className={css.row}>
        <Field
          label={t("notifications.sender")}
          placeholder="PlatformPay <no-reply@example.com>"
          value={mail.from}
          onChange={(from) => set({ from })}
          testId="mail-from"
        />
        <Field
          label={t("notifications.replyTo")}
          value={mail.replyTo}
          onChange={(replyTo) => set({ replyTo })}
          testId="mail-reply-to"
        />
      </div>
      <Field
        label={t("notifications.hello")}
        hint={t("notifications.helloHint")}
        mono
        placeholder="gangway.example.com"
        value={mail.hello}
        onChange={(hello) => set({ hello })}
        testId="mail-hello"
      />
      <ChannelTest channel="email" disabled={changed || settings.email.host === ""} />
    </Group>
  );
}
