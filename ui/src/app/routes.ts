import { createRootRoute, createRoute, redirect } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Activity } from "../features/activity/Activity";
import { ActivityView } from "../features/activity/view";
import { Applications } from "../features/applications/Applications";
import { ApplicationsView } from "../features/applications/view";
import { Businesses } from "../features/business/Businesses";
import { BusinessPage } from "../features/business/BusinessPage";
import { Deliveries } from "../features/deliveries/Deliveries";
import { DeliveriesView } from "../features/deliveries/view";
import { Home } from "../features/home/Home";
import { Invitations } from "../features/invitations/Invitations";
import { MerchantPage } from "../features/merchants/MerchantPage";
import { Merchants } from "../features/merchants/Merchants";
import { MerchantsView, MerchantView } from "../features/merchants/view";
import { Notifications } from "../features/notifications/Notifications";
import { NotificationsView } from "../features/notifications/view";
import { Queue } from "../features/queue/Queue";
import { QueueView } from "../features/queue/view";
import { Appearance } from "../features/settings/Appearance";
import { About } from "../features/settings/about/About";
import { Network } from "../features/settings/network/Network";
import { NotificationSection } from "../features/settings/notifications/NotificationSection";
import { Settings } from "../features/settings/Settings";
import * as sections from "../features/settings/sections";
import { Security } from "../features/settings/security/Security";
import { Team } from "../features/settings/team/Team";
import { Subscriptions } from "../features/subscriptions/Subscriptions";
import { SubscriptionsView } from "../features/subscriptions/view";
import type { WordId } from "../i18n";
import { MERCHANT_TABS, type MerchantTab } from "../navigation/places";
import { NoSuchPlace } from "./NoSuchPlace";
import { Shell } from "./Shell";

const root = createRootRoute({ component: Shell, notFoundComponent: NoSuchPlace });
const getParentRoute = () => root;

const home = createRoute({
  getParentRoute,
  path: "/home",
  component: Home,
  staticData: { title: "place.home", side: { icon: "home", count: "needs" }, letter: "h" },
});
const queue = createRoute({
  getParentRoute,
  path: "/queue",
  validateSearch: QueueView,
  component: Queue,
  staticData: { title: "place.queue", side: { icon: "queue" }, letter: "q" },
});
const merchants = createRoute({
  getParentRoute,
  path: "/merchants",
  validateSearch: MerchantsView,
  component: Merchants,
  staticData: { title: "place.merchants", side: { icon: "merchants", count: "merchants" }, letter: "m", menu: true },
});
const merchant = createRoute({
  getParentRoute,
  path: "/merchants/$merchant/$tab",
  params: {
    parse: ({ merchant, tab }): { merchant: string; tab: MerchantTab } => ({
      merchant,
      tab: MERCHANT_TABS.find((known) => known === tab) ?? "stores",
    }),
  },
  validateSearch: MerchantView,
  remountDeps: ({ params }) => params.merchant,
  component: MerchantPage,
  staticData: { title: "place.merchants", within: "/merchants" },
});
const businesses = createRoute({
  getParentRoute,
  path: "/businesses",
  component: Businesses,
  staticData: { title: "place.businesses", within: "/merchants", letter: "b" },
});
const business = createRoute({
  getParentRoute,
  path: "/businesses/$business",
  remountDeps: ({ params }) => params.business,
  component: BusinessPage,
  staticData: { title: "place.businesses", within: "/merchants" },
});
const invitations = createRoute({
  getParentRoute,
  path: "/invitations",
  component: Invitations,
  staticData: { title: "place.invitations", within: "/merchants", letter: "i" },
});
const applications = createRoute({
  getParentRoute,
  path: "/applications",
  validateSearch: ApplicationsView,
  component: Applications,
  staticData: { title: "place.applications", side: { icon: "applications", count: "applications" }, letter: "a" },
});
const subscriptions = createRoute({
  getParentRoute,
  path: "/subscriptions",
  validateSearch: SubscriptionsView,
  component: Subscriptions,
  staticData: { title: "place.subscriptions", side: { icon: "subscriptions", count: "subscriptions" }, letter: "s" },
});
const deliveries = createRoute({
  getParentRoute,
  path: "/deliveries",
  validateSearch: DeliveriesView,
  component: Deliveries,
  staticData: { title: "place.deliveries", side: { icon: "deliveries" }, letter: "w", menu: true },
});
const notifications = createRoute({
  getParentRoute,
  path: "/notifications",
  validateSearch: NotificationsView,
  component: Notifications,
  staticData: { title: "place.notifications", side: { icon: "bell", count: "unread" }, letter: "n" },
});
const activity = createRoute({
  getParentRoute,
  path: "/activity",
  validateSearch: ActivityView,
  component: Activity,
  staticData: { title: "place.activity", side: { icon: "activity" }, letter: "u", menu: true },
});
const settings = createRoute({
  getParentRoute,
  path: "/settings",
  component: Settings,
  staticData: { title: "place.settings", side: { icon: "settings", foot: true }, letter: "e", menu: true },
});

const settingsStart = createRoute({
  getParentRoute: () => settings,
  path: "/",
  beforeLoad: (): never => {
    throw redirect({ to: "/settings/profile", replace: true });
  },
});

/** A section of the settings. */
const section = <const P extends string>(path: P, title: WordId, component: () => ReactNode) =>
  createRoute({ getParentRoute: () => settings, path, component, staticData: { title } });

/** Every place of the window, in the order in which it is shown. A new one is an entry here, and its folder in `features`. */
export const routeTree = root.addChildren([
  home,
  queue,
  merchants,
  merchant,
  businesses,
  invitations,
  business,
  applications,
  subscriptions,
  deliveries,
  notifications,
  activity,
  settings.addChildren([
    settingsStart,
    section("profile", "settings.profile", sections.ProfileSection),
    section("credentials", "settings.credentials", sections.CredentialsSection),
    section("receiver", "settings.receiver", sections.ReceiverSection),
    section("connection", "settings.connection", sections.ConnectionSection),
    section("network", "settings.network", Network),
    section("notifications", "settings.notifications", NotificationSection),
    section("team", "settings.team", Team),
    section("appearance", "settings.appearance", Appearance),
    section("security", "settings.security", Security),
    section("profiles", "settings.profiles", sections.ProfilesSection),
    section("about", "settings.about", About),
  ]),
]);
