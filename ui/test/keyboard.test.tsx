import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { commandOf, keysOf, SHORTCUTS } from "../src/navigation/shortcuts";
import { open } from "./journey";

// The whole window, on a machine that does other things too.
vi.setConfig({ testTimeout: 60_000 });

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));
const focused = () => (document.activeElement as HTMLElement | null)?.dataset;

const key = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe("keys", () => {
  it.each([
    [key("k", { ctrlKey: true, code: "KeyK" }), "Ctrl+K"],
    [key("k", { metaKey: true, code: "KeyK" }), "Ctrl+K"],
    [key("©", { ctrlKey: true, altKey: true, code: "KeyC" }), "Ctrl+Alt+C"],
    [key("C", { ctrlKey: true, shiftKey: true, code: "KeyC" }), "Ctrl+Shift+C"],
    [key("?", { shiftKey: true, code: "Slash" }), "?"],
    [key("+", { ctrlKey: true, code: "BracketRight" }), "Ctrl++"],
    [key("ArrowLeft", { altKey: true }), "Alt+ArrowLeft"],
    [key("j"), "J"],
  ])("are said as the table has them: %#", (event, expected) => {
    expect(keysOf(event as KeyboardEvent)).toBe(expected);
  });

  it("have one command each, and letters none while something is typed", () => {
    const all = Object.values(SHORTCUTS).flatMap(({ keys }) => keys as readonly string[]);
    expect(new Set(all).size).toBe(all.length);
    expect(commandOf(key("/") as KeyboardEvent, false)).toBe("search");
    expect(commandOf(key("/") as KeyboardEvent, true)).toBeNull();
    expect(commandOf(key("k", { ctrlKey: true }) as KeyboardEvent, true)).toBe("palette");
  });
});

describe("the keyboard", () => {
  it("shows its shortcuts, all of them, and gives the focus back", async () => {
    open();
    const way = await find("nav-deliveries");
    way.focus();
    await userEvent.keyboard("?");
    const sheet = await find("shortcuts");
    const rows = within(sheet).getAllByTestId("shortcut");
    expect(rows.length).toBeGreaterThan(Object.keys(SHORTCUTS).length);
    expect(rows.some((row) => row.textContent === "Webhook logGW")).toBe(true);
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(focused()?.testid).toBe("nav-deliveries"));
  });

  it("goes to the search, and is text where something is typed", async () => {
    open();
    await click("nav-deliveries");
    await screen.findAllByTestId("delivery-row");
    await userEvent.keyboard("/");
    expect(focused()?.testid).toBe("deliveries-search");
    await userEvent.keyboard("/?jk");
    expect(((await find("deliveries-search")) as HTMLInputElement).value).toBe("/?jk");
    expect(screen.queryByTestId("shortcuts")).toBeNull();
  });

  it("goes up and down the rows", async () => {
    open();
    await click("nav-deliveries");
    const rows = await screen.findAllByTestId("delivery-row");
    await userEvent.keyboard("j");
    expect(focused()?.id).toBe(rows[0]?.dataset.id);
    await userEvent.keyboard("jj");
    await waitFor(() => expect(focused()?.id).toBe(rows[2]?.dataset.id));
    await userEvent.keyboard("k");
    await waitFor(() => expect(focused()?.id).toBe(rows[1]?.dataset.id));
  });

  it("marks the row of the tree that has the focus", async () => {
    open();
    await userEvent.click((await screen.findAllByTestId("merchant-row"))[0] as HTMLElement);
    const row = () => screen.getAllByTestId("tree-row").find((one) => one.dataset.state === "not_integrated");
    await waitFor(() => expect(row()).toBeTruthy());
    const id = row()?.dataset.store;
    row()?.focus();
    const first = document.activeElement as HTMLElement;
    expect(first.dataset.store).toBe(id);
    await userEvent.keyboard("x");
    await waitFor(() => expect(screen.queryByTestId("selection-bar")).toBeTruthy());
    await userEvent.keyboard("x");
    await waitFor(() => expect(screen.queryByTestId("selection-bar")).toBeNull());
  });

  it("opens the first hit of a search", async () => {
    open();
    await userEvent.type(await find("merchants-search"), "ta{Enter}");
    expect(await find("tab-stores")).toBeTruthy();
  });

  it("has the focus where the work is after the palette led to another place", async () => {
    open();
    (await find("nav-deliveries")).focus();
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.type(await find("palette-input"), "audit log");
    await userEvent.keyboard("{ArrowDown}{Enter}");
    await find("activity-search");
    await waitFor(() => expect(document.activeElement).not.toBe(document.body));
    expect(screen.queryByTestId("palette")).toBeNull();
  });

  it("makes the window larger, smaller and as usual, and keeps it", async () => {
    const shell = open();
    await find("nav-deliveries");
    const zoom = async (expected: number) =>
      waitFor(async () => expect((await shell.preferences()).zoom).toBe(expected));
    await userEvent.keyboard("{Control>}={/Control}");
    await zoom(110);
    await userEvent.keyboard("{Control>}-{/Control}{Control>}-{/Control}");
    await zoom(90);
    await userEvent.keyboard("{Control>}0{/Control}");
    await zoom(100);
  });
});
