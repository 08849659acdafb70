import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button as Aria } from "react-aria-components";
import { Icon } from "../components/Icon";
import page from "../components/Page.module.css";
import { Tip } from "../components/Tip";
import { useWords } from "../i18n";
import { useFrame } from "../navigation/frame";
import { type PlaceEntry, useHere, usePlaces } from "../navigation/places";
import { keysText } from "../navigation/shortcuts";
import { useGoToPlace } from "../navigation/useGoToPlace";
import { countsQuery } from "../queries/environmentQueries";
import { HistoryButtons } from "./HistoryButtons";
import css from "./Side.module.css";

/** Ways to the places, in the order of the route table. */
export function Side({ onPalette }: { onPalette(): void }) {
  const { t } = useWords();
  const go = useNavigate();
  const { profile } = useFrame();
  const places = usePlaces();
  const links = (foot: boolean) =>
    places
      .filter(({ side }) => side && (side.foot ?? false) === foot)
      .map((place) => <Way key={place.path} {...place} />);
  return (
    <nav className={css.side} aria-label={t("frame.places")}>
      <Aria className={css.profile} onPress={() => go({ to: "/settings/profiles" })} data-testid="profile-pill">
        <span className={css.logo} aria-hidden="true">
          G
        </span>
        <span className={`${page.clip} ${css.name}`}>{profile.kind === "sandbox" ? "Gangway" : profile.name}</span>
        <span className={`${page.pill} ${css.kind} ${css[profile.kind]}`}>{t(`kind.${profile.kind}`)}</span>
      </Aria>
      <div className={css.tools}>
        <Tip text={keysText("palette")}>
          <Aria className={css.search} onPress={onPalette} data-testid="palette-open">
            <Icon name="search" size={14} />
            <span className={css.word}>{t("frame.search")}</span>
          </Aria>
        </Tip>
        <HistoryButtons />
      </div>
      {links(false)}
      <div className={css.gap} />
      {links(true)}
    </nav>
  );
}

function Way({ path, id, title, side }: PlaceEntry) {
  const { t, number } = useWords();
  const goTo = useGoToPlace();
  const here = useHere().place === path;
  const { data: counts } = useQuery(countsQuery);
  const count = side?.count && counts?.[side.count];
  return (
    <Aria
      className={`${css.link} ${here ? css.here : ""}`}
      aria-current={here ? "page" : undefined}
      onPress={() => goTo(path)}
      data-testid={`nav-${id}`}
    >
      {side && (
        <span className={css.icon} title={t(title)}>
          <Icon name={side.icon} />
        </span>
      )}
      <span className={css.word}>{t(title)}</span>
      {count ? (
        <span className={`${css.count} ${side?.count === "needs" ? css.needs : ""}`}>{number(count)}</span>
      ) : null}
    </Aria>
  );
}
