import { Field } from "../../../components/Field";
import { useWords } from "../../../i18n";
import { Group } from "../Group";
import { ChannelTest } from "./ChannelTest";
import type { PartProps } from "./NotificationSection";
import { PlatformSecret } from "./PlatformSecret";

/** The platform's own address, with the secret that its calls are signed with. */
export function PlatformForm(props: PartProps & { secret: string; onSecret(text: string): void }) {
  const { facts, change, settings, changed, secret, onSecret } = props;
  const { t } = useWords();
  return (
    <Group title={t("channel.platform")} text={t("notifications.platformText")}>
      <Field
        label={t("notifications.url")}
        mono
        placeholder="https://"
        value={facts.platformUrl}
        onChange={(platformUrl) => change({ platformUrl })}
        testId="platform-url"
      />
      <Field
        label={t("notifications.secret")}
        hint={t(`secret.${settings.platformSecret}`)}
        type="password"
        placeholder="whsec_…"
        value={secret}
        onChange={onSecret}
        testId="platform-secret"
      />
      <PlatformSecret stored={settings.platformSecret === "stored"} />
      <ChannelTest channel="platform" disabled={changed || settings.platformUrl === ""} />
    </Group>
  );
}
