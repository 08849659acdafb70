import { createMemoryHistory, createRouter } from "@tanstack/react-router";
import { parseSearch, stringifySearch } from "../navigation/address";
import type { LastPlaces } from "../navigation/lastPlaces";
import { FailedPlace } from "./NoSuchPlace";
import { routeTree } from "./routes";

/** Where a profile begins that was never open on this computer. */
const FIRST = "/home";

/** The places of one profile. Their history is in memory: the address of the page itself never changes. */
export function newRouter(places: LastPlaces) {
  const router = createRouter({
    routeTree,
    parseSearch,
    stringifySearch,
    history: createMemoryHistory({ initialEntries: [places.last ?? FIRST] }),
    // The page's own origin has no meaning for these addresses, and in the shell it is none that can be parsed.
    origin: "http://gangway.localhost",
    defaultErrorComponent: FailedPlace,
    // Nothing is loaded before a place is shown.
    defaultPendingMinMs: 0,
  });
  router.subscribe("onResolved", ({ toLocation }) => places.remember(toLocation));
  return router;
}

type WindowRouter = ReturnType<typeof newRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: WindowRouter;
  }
}
