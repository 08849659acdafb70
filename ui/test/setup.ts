import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// A busy machine is no failure: conditions have five seconds to come true.
configure({ asyncUtilTimeout: 5000 });

// The DOM of the tests has no layout: give every element the height of a window, so that lists draw rows.
if (typeof HTMLElement !== "undefined") {
  Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, get: () => 640 });
  Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, get: () => 800 });
}

afterEach(cleanup);
