import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Platform } from "../src/api";
import { routeTree } from "../src/app/routes";
import { LastPlaces } from "../src/navigation/lastPlaces";
import type { PlacePath } from "../src/navigation/places";
import { open } from "./journey";

// The whole window, on a machine that does other things too.
vi.setConfig({ testTimeout: 60_000 });

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));
const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

type Entry = { options: { path: string; staticData?: { side?: object; letter?: string } } };
const entries = Object.values(routeTree.children as unknown as Record<string, Entry>);
const inSide = entries.filter(({ options }) => options.staticData?.side).map(({ options }) => options.path);

/** The window, and how the shell sends it to a place. */
function sent() {
  let go = (_: string) => {};
  open({}, () => ({
    onGoto: (callback: Parameters<Platform["onGoto"]>[0]) => {
      go = (path) => callback({ to: "place", path });
      return () => {};
    },
  }));
  return (path: string) => go(path);
}

describe("the route table", () => {
  it("is where the side bar, the palette and the title come from", async () => {
    open();
    await heading("Merchants");
    const shown = screen.getAllByTestId(/^nav-/).map((link) => `/${link.dataset.testid?.slice("nav-".length)}`);
    expect(inSide.length).toBeGreaterThan(6);
    expect(shown).toEqual(inSide);
    await userEvent.keyboard("{Control>}k{/Control}");
    const actions = (await screen.findAllByTestId("palette-item")).map((item) => item.textContent);
    for (const link of screen.getAllByTestId(/^nav-/)) {
      const name = link.querySelector("span:not([title])")?.textContent ?? "";
      expect(actions.some((action) => action?.startsWith(`${name}Go to`))).toBe(true);
    }
    await userEvent.keyboard("{Escape}");
    await click("nav-activity");
    await waitFor(() => expect(document.title).toBe("Sandbox — Audit log — Gangway"));
  });

  it("gives every place of the side bar a letter of its own", async () => {
    const letters = entries.flatMap(({ options }) => options.staticData?.letter ?? []);
    expect(new Set(letters).size).toBe(letters.length);
    expect(letters).not.toContain("g");
    open();
    await heading("Merchants");
    await userEvent.keyboard("ga");
    expect(await heading("Applications")).toBeTruthy();
    // Where something is typed, a letter is a letter.
    await click("nav-deliveries");
    await userEvent.type(await find("deliveries-search"), "ga");
    expect(screen.getByRole("heading", { level: 1, name: "Webhook log" })).toBeTruthy();
    expect(((await find("deliveries-search")) as HTMLInputElement).value).toBe("ga");
  });

  it("refuses an address that is none while it is compiled", () => {
    const known: PlacePath = "/settings/receiver";
    // @ts-expect-error there is no such place
    const unknown: PlacePath = "/settings/nonsense";
    expect(known).not.toBe(unknown);
  });
});

describe("the way back", () => {
  it("goes through the places by keys and by the mouse", async () => {
    open();
    await heading("Merchants");
    await click("nav-deliveries");
    await heading("Webhook log");
    await click("nav-activity");
    await heading("Audit log");
    await userEvent.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    await heading("Webhook log");
    fireEvent.mouseUp(document.body, { button: 3 });
    await heading("Merchants");
    fireEvent.mouseUp(document.body, { button: 4 });
    await heading("Webhook log");
    await userEvent.keyboard("{Alt>}{ArrowRight}{/Alt}");
    await heading("Audit log");
  });

  it("leads to the tab and the run that were open, and begins nothing again", async () => {
    open();
    await userEvent.click((await screen.findAllByTestId("merchant-row"))[0]);
    await find("tab-operations");
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.type(await find("palette-input"), "import");
    await userEvent.keyboard("{ArrowDown}{Enter}");
    await find("import-dialog");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("import-dialog")).toBeNull());
    await click("tab-operations");
    await click("nav-activity");
    await heading("Audit log");
    await userEvent.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    await waitFor(() => expect(screen.getByTestId("tab-operations").getAttribute("aria-selected")).toBe("true"));
    await userEvent.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    await waitFor(() => expect(screen.getByTestId("tab-stores").getAttribute("aria-selected")).toBe("true"));
    expect(screen.queryByTestId("import-dialog")).toBeNull();
  });

  it("does not leave a place under an open dialog", async () => {
    open();
    await heading("Merchants");
    await click("nav-deliveries");
    await click("lab-open");
    await screen.findByRole("dialog");
    await userEvent.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    expect(screen.getByRole("dialog")).toBeTruthy();
    await userEvent.keyboard("{Escape}");
    await heading("Webhook log");
  });
});

describe("a place", () => {
  it("is there again after a restart, each environment's own", async () => {
    open();
    await click("nav-settings");
    await click("settings-receiver");
    await find("settings-address");
    cleanup();
    open();
    expect(await find("settings-address")).toBeTruthy();
    expect(new LastPlaces("sandbox").last).toBe("/settings/receiver");
    expect(new LastPlaces("production").last).toBeNull();
  });

  it("is kept without what was typed", () => {
    const places = new LastPlaces("x");
    places.remember({ pathname: "/deliveries", searchStr: "?open=7&search=Luna%20Ortiz" });
    expect(places.of("/deliveries")).toBe("/deliveries?open=7&search=Luna%20Ortiz");
    expect([new LastPlaces("x").last, new LastPlaces("x").of("/deliveries")]).toEqual([
      "/deliveries?open=7",
      "/deliveries?open=7",
    ]);
    expect(JSON.stringify(localStorage)).not.toContain("Luna");
    for (const broken of ["https://elsewhere.example/", '{"last":"https://elsewhere.example/","views":{}}', "{}"]) {
      localStorage.setItem("gangway.places.x", broken);
      expect(new LastPlaces("x").last).toBeNull();
    }
  });

  it("can be reached by its address alone", async () => {
    const go = sent();
    await userEvent.click((await screen.findAllByTestId("merchant-row"))[0]);
    await find("tab-drift");
    const [, , merchant] = (new LastPlaces("sandbox").last ?? "").split("/");
    await click("nav-home");
    await heading("Home");
    go(`/merchants/${merchant}/drift`);
    await waitFor(() => expect(screen.getByTestId("tab-drift").getAttribute("aria-selected")).toBe("true"));
    go(`/merchants/${merchant}/stores?act=import`);
    await waitFor(() => expect(screen.getByTestId("tab-stores").getAttribute("aria-selected")).toBe("true"));
    expect(screen.queryByTestId("import-dialog")).toBeNull();
    go("/deliveries?open=nonsense");
    expect(await heading("Webhook log")).toBeTruthy();
    go("/nowhere/at/all");
    expect(await find("no-such-place")).toBeTruthy();
    go("//elsewhere.example/x");
    go("/home");
    expect(await heading("Home")).toBeTruthy();
  });
});
