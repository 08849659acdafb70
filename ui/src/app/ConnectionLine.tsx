import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button as Aria } from "react-aria-components";
import type { Connection } from "../api/types";
import { Icon } from "../components/Icon";
import { needsPerson, useNotices } from "../components/notices/notices";
import type { Tone } from "../components/State";
import { useWords } from "../i18n";
import { useFrame } from "../navigation/frame";
import { connectionQuery, deprecationsQuery } from "../queries/environmentQueries";
import { newsQuery } from "../queries/notificationQueries";
import { teamStatusQuery } from "../queries/teamQueries";
import css from "./ConnectionLine.module.css";
import { Part } from "./LinePart";
import { NoticeCentre } from "./NoticeCentre";
import { ProviderLines } from "./ProviderLines";
import { TeamLine } from "./TeamLine";

const VAULT_TONE: Record<Connection["vault"]["state"], Tone> = {
  keyring: "ok",
  folder: "ok",
  locked: "bad",
  absent: "doubt",
};
/** Signatures are refused at five minutes; a person should know well before. */
const SKEW_SHOWN_MS = 30_000;

export function ConnectionLine() {
  const go = useNavigate();
  const { start } = useFrame();
  const { t, span } = useWords();
  const { data: is } = useQuery(connectionQuery);
  const { data: team } = useQuery(teamStatusQuery);
  const { data: announced = [] } = useQuery(deprecationsQuery);
  const { notices } = useNotices();
  const [open, setOpen] = useState(false);
  const { data: news } = useQuery(newsQuery);
  const failures = notices.filter((notice) => !notice.read && notice.kind === "failure").length;
  const unread = failures + (news?.unread ?? 0);
  const skew = is?.clockSkewMs ?? null;
  const clock =
    skew === null ? null : Math.abs(skew) < SKEW_SHOWN_MS ? t("line.clock") : t("line.skew", { span: span(skew) });
  return (
    <footer className={css.line} data-testid="connection-line">
      {team?.membership && <TeamLine status={team} membership={team.membership} />}
      {is && !team?.membership && (
        <Aria className={css.links} onPress={() => go({ to: "/settings/receiver" })}>
          <Part
            tone={is.receiver.listening ? "ok" : "bad"}
            text={is.receiver.listening ? t("line.receiver", { address: is.receiver.address }) : t("line.deaf")}
            title={is.receiver.detail}
          />
        </Aria>
      )}
      <ProviderLines />
      {announced.length > 0 && (
        <Aria className={css.links} onPress={() => go({ to: "/settings/connection" })} data-testid="line-announced">
          <Part tone="late" text={t("line.announced", { count: announced.length })} title={t("announced.title")} />
        </Aria>
      )}
      <span className={css.gap} />
      {is && <Part tone={VAULT_TONE[is.vault.state]} text={t(`vault.${is.vault.state}`)} title={is.vault.detail} />}
      {clock && (
        <span className={Math.abs(skew ?? 0) < SKEW_SHOWN_MS ? "" : css.warn} title={clock}>
          {clock}
        </span>
      )}
      <Aria
        className={`${css.bell} ${notices.some(needsPerson) ? css.hot : ""}`}
        onPress={() => setOpen(true)}
        aria-label={t("notices.open", { count: unread })}
        data-testid="notices-open"
      >
        <Icon name="bell" size={13} />
        {unread > 0 && unread}
      </Aria>
      <NoticeCentre open={open} onClose={() => setOpen(false)} version={start.version} />
    </footer>
  );
}
