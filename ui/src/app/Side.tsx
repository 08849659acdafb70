import { Button as Aria } from "react-aria-components";
import type { ProfileSummary } from "../api/types";
import { Icon, type IconName } from "../components/Icon";
import { useWords } from "../i18n";
import type { Go, Place } from "../navigation/place";
import css from "./Side.module.css";

type Props = {
  place: Place;
  go: Go;
  profile: ProfileSummary;
  merchants: number | null;
  applications: number | null;
  subscriptions: number | null;
  /** Things that need a person. */
  needs: number;
  onPalette(): void;
};
type Target =
  | "home"
  | "merchants"
  | "applications"
  | "subscriptions"
  | "deliveries"
  | "notifications"
  | "activity"
  | "settings";

export function Side({ place, go, profile, merchants, applications, subscriptions, needs, onPalette }: Props) {
  const { t, number } = useWords();
  const here = place.at === "merchant" || place.at === "business" ? "merchants" : place.at;
  const link = (to: Target, icon: IconName, count?: string, needs?: boolean) => (
    <Aria
      className={`${css.link} ${here === to ? css.here : ""}`}
      aria-current={here === to ? "page" : undefined}
      onPress={() => go({ at: to })}
      data-testid={`nav-${to}`}
    >
      <Icon name={icon} />
      <span className={css.word}>{t(`place.${to}`)}</span>
      {count && <span className={`${css.count} ${needs ? css.needs : ""}`}>{count}</span>}
    </Aria>
  );
  return (
    <nav className={css.side} aria-label={t("frame.places")}>
      <Aria
        className={css.profile}
        onPress={() => go({ at: "settings", section: "profiles" })}
        data-testid="profile-pill"
      >
        <span className={css.logo} aria-hidden="true">
          G
        </span>
        <span className={css.name}>{profile.kind === "sandbox" ? "Gangway" : profile.name}</span>
        <span className={`${css.pill} ${css[profile.kind]}`}>{t(`kind.${profile.kind}`)}</span>
      </Aria>
      <Aria className={css.search} onPress={onPalette} data-testid="palette-open">
        <span className={css.word}>{t("frame.search")}</span>
        <kbd className={css.kbd}>Ctrl K</kbd>
      </Aria>
      {link("home", "home", needs ? number(needs) : undefined, true)}
      {link("merchants", "merchants", merchants === null ? undefined : number(merchants))}
      {link("applications", "applications", applications ? number(applications) : undefined)}
      {link("subscriptions", "subscriptions", subscriptions ? number(subscriptions) : undefined)}
      {link("deliveries", "deliveries")}
      {link("notifications", "bell")}
      {link("activity", "activity")}
      <div className={css.gap} />
      {link("settings", "settings")}
    </nav>
  );
}
