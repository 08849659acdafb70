import type { NetworkFacts, SecretState } from "../../../api/types";
import { Area } from "../../../components/Area";
import { Field } from "../../../components/Field";
import { useWords } from "../../../i18n";
import css from "../notifications/NotificationSection.module.css";

type Props = {
  facts: NetworkFacts;
  change(more: Partial<NetworkFacts>): void;
  /** Whether there is a password in the vault. */
  stored: SecretState;
  password: string;
  onPassword(text: string): void;
};

/** The environment's own proxy: where it is, who logs in, and what is called without it. */
export function ProxyFields({ facts, change, stored, password, onPassword }: Props) {
  const { t } = useWords();
  return (
    <>
      <Field
        label={t("network.proxy")}
        hint={t("network.proxyHint")}
        mono
        placeholder="http://proxy.example.com:3128"
        value={facts.proxy}
        onChange={(proxy) => change({ proxy })}
        testId="network-proxy-address"
      />
      <div className={css.row}>
        <Field
          label={t("network.user")}
          hint={t("network.userHint")}
          value={facts.user}
          onChange={(user) => change({ user })}
          testId="network-user"
        />
        <Field
          label={t(stored === "stored" ? "network.newPassword" : "network.password")}
          hint={t(`secret.${stored}`)}
          type="password"
          autoComplete="off"
          value={password}
          onChange={onPassword}
          testId="network-password"
        />
      </div>
      <Area
        label={t("network.direct")}
        hint={t("network.directHint")}
        rows={2}
        placeholder="intranet.example.com"
        value={facts.direct.join("\n")}
        onChange={(text) => change({ direct: text === "" ? [] : text.split("\n") })}
        testId="network-direct-hosts"
      />
    </>
  );
}
