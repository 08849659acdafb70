import { render } from "@testing-library/react";
import { fakePlatform, type Wanted } from "../dev/platform";
import type { Platform } from "../src/api";
import { Root } from "../src/app/Root";

const WANTED: Wanted = {
  stores: 60,
  first: false,
  empty: false,
  locked: false,
  unregistered: false,
  language: "en",
  theme: "light",
  kind: "sandbox",
  now: Date.now,
  pace: 5,
};

/** Where the environments of the pretended shell were left, unless a test left them elsewhere: most journeys begin there. */
function leftAt(place: string) {
  for (const name of ["sandbox", "rappi-co"]) {
    const key = `gangway.places.${name}`;
    if (localStorage.getItem(key) === null) localStorage.setItem(key, JSON.stringify({ last: place, views: {} }));
  }
}

/** The whole window over the pretended shell: as it was left in the list of merchants or, `first`, as it opens for the first time. */
export function open(
  more: Partial<Wanted> = {},
  change: (platform: Platform) => Partial<Platform> = () => ({}),
  time: "again" | "first" = more.first ? "first" : "again",
) {
  if (time === "again") leftAt("/merchants");
  const platform = fakePlatform({ ...WANTED, ...more });
  const shell: Platform = { ...platform, ...change(platform) };
  render(<Root platform={shell} />);
  return shell;
}
