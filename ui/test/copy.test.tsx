import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { tsv } from "../src/navigation/tsv";
import { open } from "./journey";

// The whole window, on a machine that does other things too.
vi.setConfig({ testTimeout: 60_000 });

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));

let copied: string[] = [];
beforeEach(() => {
  copied = [];
  vi.spyOn(navigator.clipboard, "writeText").mockImplementation(async (text) => void copied.push(text));
});
const last = (text: string | RegExp) => waitFor(() => expect(copied.at(-1)).toMatch(text));

describe("rows as a table", () => {
  it.each([
    [[["a", "b"], ["c"]], "a\tb\nc"],
    [[["two\nlines\tand tab"]], "two lines and tab"],
    [[["=1+1", "@x", "+57 300", "-5", "-x", "-"]], "'=1+1\t'@x\t'+57 300\t-5\t'-x\t-"],
  ])("%j", (rows, expected) => expect(tsv(rows)).toBe(expected));
});

describe("a row", () => {
  it("is copied by its id, and as a table, by keys and by the menu of the right button", async () => {
    open();
    await click("nav-applications");
    await click("applications-table");
    const row = (await screen.findAllByTestId("application-row"))[0] as HTMLElement;
    row.focus();
    await userEvent.keyboard("{Control>}c{/Control}");
    await last(row.dataset.id ?? "none");
    await userEvent.keyboard("{Control>}{Shift>}C{/Shift}{/Control}");
    await last(/\t/);
    fireEvent.contextMenu(row, { clientX: 40, clientY: 60 });
    const menu = await find("row-menu");
    expect(within(menu).getByTestId("row-copyRows").textContent).toContain("Ctrl Shift C");
    copied = [];
    await click("row-copyId");
    await last(row.dataset.id ?? "none");
    await waitFor(() => expect(screen.queryByTestId("row-menu")).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(row));
  });

  it("of the tree is copied with all that are chosen, in view or not", async () => {
    open();
    await userEvent.click((await screen.findAllByTestId("merchant-row"))[0] as HTMLElement);
    await userEvent.click(await find("tree-check-all"));
    await find("selection-bar");
    const chosen = Number(((await find("selection-bar")).textContent ?? "").replace(/\D.*$/, ""));
    (screen.getAllByTestId("tree-row")[0] as HTMLElement).focus();
    await userEvent.keyboard("{Control>}{Shift>}C{/Shift}{/Control}");
    await waitFor(() => expect(copied.at(-1)?.split("\n").length).toBe(chosen));
    expect(chosen).toBeGreaterThan(20);
  });
});

describe("what people paste elsewhere", () => {
  it("has a button of its own, which says that it was copied", async () => {
    open();
    await click("nav-deliveries");
    await userEvent.click((await screen.findAllByTestId("delivery-row"))[0] as HTMLElement);
    const panel = await find("delivery-panel");
    await userEvent.click(within(panel).getByTestId("copy-body"));
    await last(/^[{[]/);
    await waitFor(() =>
      expect(
        within(panel)
          .getAllByRole("status")
          .map((one) => one.textContent),
      ).toContain("Copied"),
    );
    await userEvent.click(within(panel).getByTestId("copy-headers"));
    await last(/^.+: .+/);
  });

  it("is the link to what is shown, too", async () => {
    open();
    await click("nav-deliveries");
    await click("filter-rejected");
    await waitFor(() => expect(screen.getByTestId("filter-rejected").getAttribute("aria-pressed")).toBe("true"));
    await userEvent.keyboard("{Control>}{Alt>}c{/Alt}{/Control}");
    await waitFor(() =>
      expect(copied).toEqual(["dev.gangway.console:/open/deliveries?verdict=rejected&environment=sandbox"]),
    );
    await click("nav-settings");
    await find("settings-receiver");
    await userEvent.keyboard("{Control>}{Alt>}c{/Alt}{/Control}");
    await screen.findByText("This place has no link");
    expect(copied).toHaveLength(1);
  });
});
