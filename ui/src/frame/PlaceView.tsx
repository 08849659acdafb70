import { Activity } from "../places/activity/Activity";
import { Applications } from "../places/applications/Applications";
import { Businesses } from "../places/business/Businesses";
import { BusinessPage } from "../places/business/BusinessPage";
import { Deliveries } from "../places/deliveries/Deliveries";
import { Home } from "../places/home/Home";
import { MerchantPage } from "../places/merchants/MerchantPage";
import { Merchants } from "../places/merchants/Merchants";
import { Notifications } from "../places/notifications/Notifications";
import { Settings } from "../places/settings/Settings";
import { Subscriptions } from "../places/subscriptions/Subscriptions";
import type { ProfileSummary } from "../platform/types";
import type { Go, Place } from "./place";

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
