import type { ProfileSummary } from "../api/types";
import { Activity } from "../features/activity/Activity";
import { Applications } from "../features/applications/Applications";
import { Businesses } from "../features/business/Businesses";
import { BusinessPage } from "../features/business/BusinessPage";
import { Deliveries } from "../features/deliveries/Deliveries";
import { Home } from "../features/home/Home";
import { MerchantPage } from "../features/merchants/MerchantPage";
import { Merchants } from "../features/merchants/Merchants";
import { Notifications } from "../features/notifications/Notifications";
import { Settings } from "../features/settings/Settings";
import { Subscriptions } from "../features/subscriptions/Subscriptions";
import type { Go, Place } from "../navigation/place";

type Props = {
  place: Place;
  go: Go;
  profile: ProfileSummary;
  profiles: ProfileSummary[];
  leftOpen: number;
  onAuthorize(merchant: string | null): void;
};

export function PlaceView({ place, go, profile, profiles, leftOpen, onAuthorize }: Props) {
  switch (place.at) {
    case "home":
      return <Home go={go} onAuthorize={onAuthorize} />;
    case "merchants":
      if (place.businesses) return <Businesses go={go} />;
      return <Merchants go={go} onAuthorize={onAuthorize} leftOpen={leftOpen} profile={profile} />;
    case "business":
      return <BusinessPage key={place.id} id={place.id} go={go} />;
    case "merchant":
      return <MerchantPage key={place.id} place={place} go={go} onAuthorize={onAuthorize} />;
    case "applications":
      return (
        <Applications
          key={`${place.open} ${place.status}`}
          open={place.open ?? null}
          status={place.status ?? null}
          go={go}
        />
      );
    case "subscriptions":
      return <Subscriptions go={go} />;
    case "deliveries":
      return (
        <Deliveries key={`${place.open} ${place.search}`} open={place.open ?? null} find={place.search ?? ""} go={go} />
      );
    case "notifications":
      return <Notifications key={place.open} open={place.open ?? null} go={go} />;
    case "activity":
      return <Activity go={go} />;
    case "settings":
      return <Settings section={place.section ?? "profile"} go={go} profile={profile} profiles={profiles} />;
  }
}
