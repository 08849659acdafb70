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

/** The whole window over the pretended shell. */
export function open(more: Partial<Wanted> = {}, change: (platform: Platform) => Partial<Platform> = () => ({})) {
  const platform = fakePlatform({ ...WANTED, ...more });
  const shell: Platform = { ...platform, ...change(platform) };
  render(<Root platform={shell} />);
  return shell;
}
