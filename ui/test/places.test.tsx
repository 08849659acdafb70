import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import type { ProfileEdit } from "../src/api/types";
import { open } from "./journey";
import { confirmRun, pressable } from "./render";

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));
const first = async (id: string) => userEvent.click((await screen.findAllByTestId(id))[0]);

/** Structure only: there are no colours without layout. Contrast is looked at in the real window. */
async function accessible() {
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`)).toEqual(
    [],
  );
}

describe("the places", () => {
  it("first run: one click to the sandbox", async () => {
    open({ first: true });
    await find("first-run-sandbox");
    await accessible();
    await click("first-run-sandbox");
    expect(await screen.findByRole("heading", { level: 1, name: "Home" })).toBeTruthy();
  });

  it("first run: the form says what is missing, in place", async () => {
    open({ first: true });
    await click("first-run-connect");
    await click("profile-create");
    expect(await screen.findByText("Enter the client id that Rappi gave you")).toBeTruthy();
    expect((await find("profile-clientId")).getAttribute("aria-invalid")).toBe("true");
    await accessible();
  });

  it("merchants: an empty list teaches and offers one action", async () => {
    open({ empty: true });
    await click("authorize-open");
    expect(await find("authorize-way-browser")).toBeTruthy();
    await accessible();
  });

  it("a run from the tree to the retry, with the choice and its results", async () => {
    open();
    await first("merchant-row");
    await click("tree-check-all");
    expect((await find("selection-bar")).textContent).toMatch(/^\d+ selected/);
    await accessible();
    await pressable("plan-run");
    await click("plan-run");
    await confirmRun();
    await find("operation-panel");
    await find("operation-summary");
    await accessible();
    expect(Number((await find("count-confirmed")).textContent)).toBeGreaterThan(0);
    await click("operation-retry");
    expect((await find("plan-panel")).textContent).toContain("Only the stores that failed");
    await waitFor(() =>
      expect(screen.getByTestId("plan-run").textContent).toMatch(/^Provision \d+ stores? in 1 batch$/),
    );
  });

  it("operations: from a store to its delivery", async () => {
    open();
    await first("merchant-row");
    await click("tree-check-all");
    await pressable("plan-run");
    await click("plan-run");
    await confirmRun();
    await find("operation-summary");
    await click("operation-details");
    await first("operation-store");
    expect((await find("store-details")).textContent).toContain("signed webhook");
    await accessible();
    await click("store-delivery");
    expect(await screen.findByRole("heading", { level: 1, name: "Webhook log" })).toBeTruthy();
  });

  it("deliveries: why one was rejected and what to do", async () => {
    open();
    await click("nav-deliveries");
    await click("filter-rejected");
    await waitFor(() =>
      expect(screen.getAllByTestId("delivery-row").every((row) => row.textContent?.includes("Rejected"))).toBe(true),
    );
    await first("delivery-row");
    expect((await find("delivery-why")).textContent).toContain("matches no secret");
    expect((await find("delivery-body")).textContent).toContain('"batchId"');
    await accessible();
  });

  it("activity: searches and pages", async () => {
    open();
    await click("nav-activity");
    await waitFor(() => expect(screen.getAllByTestId("activity-row").length).toBe(100));
    await click("activity-older");
    await waitFor(() => expect(screen.getAllByTestId("activity-row").length).toBe(200));
    await accessible();
  });

  it("settings: language and theme change at once", async () => {
    open();
    await click("nav-settings");
    await click("settings-appearance");
    await userEvent.click(await screen.findByRole("radio", { name: "Español" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Configuración" })).toBeTruthy();
    expect(document.documentElement.lang).toBe("es");
    await userEvent.click(await screen.findByRole("radio", { name: "Oscuro" }));
    expect(document.documentElement.dataset.theme).toBe("dark");
    await accessible();
  });

  it.each(["profile", "credentials", "receiver", "connection", "profiles"])(
    "settings: %s has no serious finding",
    async (section) => {
      open();
      await click("nav-settings");
      await click(`settings-${section}`);
      await accessible();
    },
  );

  it("settings: an address that was not touched is not written down", async () => {
    const saved: Partial<ProfileEdit>[] = [];
    open({}, (platform) => ({
      saveProfile: (edit) => {
        saved.push(edit);
        return platform.saveProfile(edit);
      },
    }));
    await click("nav-settings");
    await click("settings-receiver");
    await click("settings-receiver-save");
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0].receiverAddress).toBeNull();
    await userEvent.clear(await find("settings-address"));
    await userEvent.type(await find("settings-address"), "127.0.0.1:4999");
    await click("settings-receiver-save");
    await waitFor(() => expect(saved[1]?.receiverAddress).toBe("127.0.0.1:4999"));
  });

  it("the palette reaches an action by name", async () => {
    open();
    await find("merchant-row").catch(() => null);
    await userEvent.keyboard("{Control>}k{/Control}");
    const palette = await find("palette");
    await userEvent.type(within(palette).getByTestId("palette-input"), "audit");
    await accessible();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Audit log" })).toBeTruthy();
  });

  it("signing out names what is wiped and what stays", async () => {
    open();
    await first("merchant-row");
    await click("merchant-more");
    await click("merchant-signout");
    const dialog = await screen.findByRole("alertdialog");
    expect(dialog.textContent).toContain("The merchant's token in the vault");
    expect(dialog.textContent).toContain("The merchant's own session in the browser, at Rappi");
    await accessible();
  });

  it("an error stays until it is read", async () => {
    open({}, () => ({
      refreshStores: async () => {
        throw { code: "sign_in_again", message: "Not a valid token", detail: null };
      },
    }));
    await first("merchant-row");
    await click("merchant-refresh");
    const notice = await find("notice-failure");
    expect(notice.textContent).toContain("The merchant must authorize once more.");
    await userEvent.click(within(notice).getByRole("button", { name: "Mark as read" }));
    expect(screen.queryByTestId("notice-failure")).toBeNull();
  });
});
