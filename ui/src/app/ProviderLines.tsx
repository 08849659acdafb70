import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button as Aria, Dialog, DialogTrigger, Heading, Popover } from "react-aria-components";
import type { LinkState, ProviderLink } from "../api/types";
import { Button } from "../components/Button";
import { providerName } from "../components/provider";
import type { Tone } from "../components/State";
import { useWords, type Words } from "../i18n";
import { connectionQuery } from "../queries/environmentQueries";
import css from "./ConnectionLine.module.css";
import { Part } from "./LinePart";

const TONE: Record<LinkState, Tone> = { ok: "ok", unknown: "off", failing: "doubt", refused: "bad" };
/** The worst first; a line that nobody asked yet is no trouble beside one that answers. */
const WORST: LinkState[] = ["refused", "failing", "ok", "unknown"];

/** How all of them stand, as the worst of them does. */
export function standing(links: ProviderLink[], { t, list }: Words): { tone: Tone; text: string } {
  const worst = WORST.find((state) => links.some((link) => link.state === state));
  if (worst === undefined) return { tone: "off", text: t("line.providers.none") };
  const those = links.filter(({ state }) => state === worst);
  const providers = list(those.map(({ provider }) => providerName(provider)));
  return { tone: TONE[worst], text: t(`line.providers.${worst}`, { providers, count: those.length }) };
}

/** The lines to the providers: the worst one stands for all, and each is there when it is pressed. */
export function ProviderLines() {
  const words = useWords();
  const { t } = words;
  const go = useNavigate();
  const { data: is } = useQuery(connectionQuery);
  if (!is) return null;
  const { tone, text } = standing(is.links, words);
  return (
    <DialogTrigger>
      <Aria className={css.links} data-testid="line-providers">
        <Part tone={tone} text={text} title={null} />
      </Aria>
      <Popover className={css.popover} placement="top start">
        <Dialog className={css.lines} data-testid="provider-lines">
          {({ close }) => (
            <>
              <Heading slot="title">{t("line.providers.title")}</Heading>
              {is.links.map((link) => (
                <Line key={link.provider} link={link} />
              ))}
              <Button
                look="link"
                onPress={() => {
                  close();
                  void go({ to: "/settings/connection" });
                }}
                testId="line-check"
              >
                {t("line.providers.check")}
              </Button>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Line({ link: { provider, state, host, through, detail } }: { link: ProviderLink }) {
  const { t } = useWords();
  const word = t(`link.${state}`);
  return (
    <div className={css.one} data-testid={`line-${provider}`} data-state={state}>
      <span className={css.dot} data-tone={TONE[state]} />
      <b>{providerName(provider)}</b>
      <span>{through ? t("line.through", { state: word, proxy: through }) : word}</span>
      {host && (
        <span className={css.host} data-selectable>
          {host}
        </span>
      )}
      {detail && (
        <span className={css.host} data-selectable>
          {detail}
        </span>
      )}
    </div>
  );
}
