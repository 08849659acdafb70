import { type AnyRoute, type RegisteredRouter, useMatches, useRouter } from "@tanstack/react-router";
import type { PlaceCounts } from "../api/types";
import type { IconName } from "../components/Icon";
import type { WordId } from "../i18n";

/** What the side bar shows of a place. */
type SideEntry = {
  icon: IconName;
  /** Its number. */
  count?: keyof PlaceCounts;
  /** Below the gap. */
  foot?: true;
};

declare module "@tanstack/react-router" {
  /** What an entry of the route table says of its place beside its page; side bar, palette, shortcuts and titles read it there. */
  interface StaticDataRouteOption {
    title?: WordId;
    side?: SideEntry;
    /** `G` and this letter go there. */
    letter?: string;
    /** It is in the menu of the tray. */
    menu?: true;
    /** The place of the side bar that it belongs to, where its path does not say so. */
    within?: string;
  }
  interface HistoryState {
    /** What is begun on arrival; an address cannot hold it, so no link can begin anything. */
    act?: "import" | "export";
  }
}

/** Every place that there is. */
export type PlacePath = keyof RegisteredRouter["routesByPath"];
export type SettingsSection = PlacePath extends infer P
  ? P extends `/settings/${infer Section}`
    ? Section
    : never
  : never;

export const MERCHANT_TABS = ["stores", "operations", "drift", "review", "webhook"] as const;
export type MerchantTab = (typeof MERCHANT_TABS)[number];

/** A place as the route table has it. */
export type PlaceEntry = { path: string; id: string; title: WordId; side?: SideEntry; letter?: string; menu?: true };

function entries(parent: AnyRoute): PlaceEntry[] {
  const children = Object.values((parent.children ?? {}) as Record<string, AnyRoute>);
  return children.flatMap((route) => {
    const { title, side, letter, menu } = route.options.staticData ?? {};
    // Nobody can go to a place with a parameter by its name alone.
    if (!title || route.fullPath.includes("$")) return [];
    return [{ path: route.fullPath, id: route.fullPath.slice(1).replaceAll("/", "-"), title, side, letter, menu }];
  });
}

/** The places, in the order of the route table. */
export function usePlaces(): PlaceEntry[] {
  return entries(useRouter().routeTree);
}

/** The sections of the settings. */
export function useSections(): PlaceEntry[] {
  return entries(useRouter().routesById["/settings"]);
}

/** Which place is shown: its own address, that of the side bar's entry above it, and its name. */
export function useHere(): { route: string; place: string; title: WordId | undefined } {
  const matches = useMatches();
  const routes: Record<string, AnyRoute> = useRouter().routesById;
  const [route = "/", ...deeper] = matches.slice(1).map(({ routeId }) => routeId as string);
  const titles = [route, ...deeper].map((id) => routes[id]?.options.staticData?.title);
  return { route, place: routes[route]?.options.staticData?.within ?? route, title: titles.findLast(Boolean) };
}
