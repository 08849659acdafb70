import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import { loadTexts } from "../src/i18n/catalogue";
import { WINDOW_LANGUAGES } from "../src/i18n/languages";

// A busy machine is no failure: conditions have long enough to come true.
configure({ asyncUtilTimeout: 20_000 });

// Tests look at every language at once.
await Promise.all(WINDOW_LANGUAGES.map(loadTexts));

// The DOM of the tests has no layout: give every element the height of a window, so that lists draw rows.
if (typeof HTMLElement !== "undefined") {
  Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, get: () => 640 });
  Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, get: () => 800 });
}

/** What watches the ends of long lists; a test says that one came near. */
export const ends: (() => void)[] = [];
globalThis.IntersectionObserver = class {
  constructor(private readonly tell: IntersectionObserverCallback) {}
  observe() {
    ends.push(() => this.tell([{ isIntersecting: true } as IntersectionObserverEntry], this as never));
  }
  disconnect() {
    ends.length = 0;
  }
} as unknown as typeof IntersectionObserver;

// The window keeps where it was left.
afterEach(() => {
  cleanup();
  if (typeof localStorage !== "undefined") localStorage.clear();
});
