import type { LinkState, ProviderCard } from "../../api/types";
import { Card } from "../../components/Card";
import { PanelTitle } from "../../components/Page";
import { providerName } from "../../components/provider";
import { State } from "../../components/State";
import type { Shown } from "../../components/wire";
import { useWords } from "../../i18n";
import css from "./Overview.module.css";

const LINK: Record<LinkState, Shown> = {
  ok: { tone: "ok", icon: "check", word: "link.ok" },
  refused: { tone: "bad", icon: "cross", word: "link.refused" },
  failing: { tone: "doubt", icon: "doubt", word: "link.failing" },
  unknown: { tone: "off", icon: "ring", word: "link.unknown" },
};
const PORTAL: Shown = { tone: "off", icon: "lock", word: "drift.in_portal" };

/** What can be done at which provider from here, and what cannot. */
export function Overview({ providers }: { providers: ProviderCard[] }) {
  const { t } = useWords();
  return (
    <>
      <PanelTitle>{t("subscription.providers")}</PanelTitle>
      {providers.map(({ provider, state, detail, inPortal }) => {
        const link = inPortal ? PORTAL : LINK[state];
        return (
          <Card key={provider} testId={`provider-${provider}`}>
            <div className={css.head}>
              <h3>{providerName(provider)}</h3>
              <State {...link} word={t(link.word)} />
            </div>
            <p className={css.text}>{t(`provider.${provider}.text`)}</p>
            {detail && (
              <p className={css.own} data-selectable>
                {detail}
              </p>
            )}
          </Card>
        );
      })}
    </>
  );
}
