import { readFileSync } from "node:fs";
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Platform } from "../src/api";
import type { Goto } from "../src/api/types";
import { ActivityView } from "../src/features/activity/view";
import { ApplicationsView } from "../src/features/applications/view";
import { DeliveriesView } from "../src/features/deliveries/view";
import { MerchantsView, MerchantView } from "../src/features/merchants/view";
import { NotificationsView } from "../src/features/notifications/view";
import { QueueView } from "../src/features/queue/view";
import { SubscriptionsView } from "../src/features/subscriptions/view";
import { placeLink } from "../src/navigation/placeLink";
import { open } from "./journey";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

/** The window, and how the shell sends it somewhere. */
function sent(first: Goto | null = null) {
  let go = (_: Goto) => {};
  const shell = open({}, () => ({
    arrival: async () => first,
    onGoto: (callback: Parameters<Platform["onGoto"]>[0]) => {
      go = callback;
      return () => {};
    },
  }));
  return { shell, go: (to: Goto) => go(to) };
}

describe("a link", () => {
  it("leads to its view, in a window that is open and in one that it started", async () => {
    sent({ to: "link", environment: "sandbox", path: "/deliveries?verdict=rejected" });
    await heading("Webhook log");
    await waitFor(() => expect(screen.getByTestId("filter-rejected").getAttribute("aria-pressed")).toBe("true"));
  });

  it("leads to its view in another environment", async () => {
    const { go } = sent();
    await heading("Merchants");
    go({ to: "link", environment: "rappi-mx", path: "/applications?view=table&sort=name" });
    await waitFor(() => expect(screen.getByTestId("ribbon").textContent).toContain("rappi-mx"));
    await heading("Applications");
    expect(await screen.findByText("The link opened the environment “rappi-mx”.")).toBeTruthy();
    expect((await screen.findByTestId("applications-sort")).textContent).toContain("By name");
  });

  it("that leads nowhere is said to, and stays said", async () => {
    const { go } = sent();
    await heading("Merchants");
    go({ to: "refused", why: "environment_unknown", environment: "rappi-pe" });
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("“rappi-pe”, which is not on this computer");
    expect(screen.getByRole("heading", { level: 1, name: "Merchants" })).toBeTruthy();
  });

  it("never leads to another host", async () => {
    const { go } = sent();
    await heading("Merchants");
    go({ to: "link", environment: "rappi-mx", path: "//elsewhere.example/x" });
    go({ to: "place", path: "/home" });
    await heading("Home");
    expect(screen.getByTestId("ribbon").textContent).toBe("Sandbox");
  });

  it.each([
    ["/home", "", "dev.gangway.console:/open/home?environment=x"],
    [
      "/merchants/a%7Cb/stores",
      "?filter=ours",
      "dev.gangway.console:/open/merchants/a%7Cb/stores?filter=ours&environment=x",
    ],
    ["/settings/credentials", "", null],
  ])("to %s%s", (pathname, searchStr, expected) => expect(placeLink("x", { pathname, searchStr })).toBe(expected));

  it("may name what the schemas of the places have, and nothing else", () => {
    const rust = readFileSync("../src-tauri/src/shell/deep_link/place_link.rs", "utf8");
    const names = (place: string) => {
      const [, list = ""] =
        new RegExp(`Self::${place}(?: \\{ \\.\\. \\})? => (?:\\{\\s*)?&\\[([^\\]]*)\\]`).exec(rust) ?? [];
      return [...list.matchAll(/"(\w+)"/g)].map(([, name]) => name);
    };
    const schemas = {
      Queue: QueueView,
      Merchants: MerchantsView,
      Merchant: MerchantView,
      Applications: ApplicationsView,
      Subscriptions: SubscriptionsView,
      Deliveries: DeliveriesView,
      Notifications: NotificationsView,
      Activity: ActivityView,
    };
    for (const [place, { entries }] of Object.entries(schemas))
      expect([place, names(place).sort()]).toEqual([place, Object.keys(entries).sort()]);
  });
});
