import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { parseSearch, stringifySearch } from "../src/navigation/address";
import { LastPlaces } from "../src/navigation/lastPlaces";
import { open } from "./journey";

// The whole window, several times in a test, on a machine that does other things too.
vi.setConfig({ testTimeout: 60_000 });

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));
const here = () => new LastPlaces("sandbox").last;
/** The window as it begins where it was left. */
const begin = (address: string) => {
  localStorage.setItem("gangway.places.sandbox", JSON.stringify({ last: address, views: {} }));
  open();
};
const pressed = async (id: string) =>
  waitFor(async () =>
    expect([(await find(id)).getAttribute("aria-pressed"), (await find(id)).getAttribute("data-selected")]).toContain(
      "true",
    ),
  );
const says = (id: string, text: string) => waitFor(async () => expect((await find(id)).textContent).toContain(text));
const chosen = (row: string, id: string) =>
  waitFor(() =>
    expect(
      screen
        .getAllByTestId(row)
        .filter((one) => one.getAttribute("aria-selected") === "true")
        .map((one) => one.dataset.id),
    ).toEqual([id]),
  );

describe("an address", () => {
  it.each([
    ["", {}],
    ["?a=1&b=x%26y", { a: "1", b: "x&y" }],
    ["?s=A&s=B", { s: ["A", "B"] }],
  ])("%s is read and written alike", (text, search) => {
    expect(parseSearch(text)).toEqual(search);
    expect(stringifySearch(search)).toBe(text);
  });

  it("does not say what is as it is anyway", () => {
    expect(stringifySearch({ a: undefined, b: "", c: false, d: [], e: null, f: true })).toBe("?f=true");
  });
});

describe("a view is there after a restart", () => {
  it("of merchants", async () => {
    begin("/merchants?which=signIn");
    await pressed("merchants-signIn");
  });
  it("of applications: statuses, order and the one that is open", async () => {
    begin("/applications?view=table&status=NEEDS_INFORMATION&sort=name");
    await says("applications-status", "Needs information");
    await says("applications-sort", "By name");
    const [row] = await screen.findAllByTestId("application-row");
    await userEvent.click(row as HTMLElement);
    await find("application-state");
    cleanup();
    open();
    await find("application-state");
    await chosen("application-row", row?.dataset.id ?? "");
  });
  it("of subscriptions: what differs, as a matrix", async () => {
    begin("/subscriptions?drift=true&view=matrix");
    await pressed("filter-drift");
    expect(await find("view-matrix")).toBeTruthy();
    expect((await screen.findAllByTestId("matrix-cell")).length).toBeGreaterThan(0);
  });
  it("of the webhook log: rejected ones, and the one that is open", async () => {
    begin("/deliveries?verdict=rejected");
    await pressed("filter-rejected");
    const [row] = await screen.findAllByTestId("delivery-row");
    await userEvent.click(row as HTMLElement);
    await find("delivery-why");
    cleanup();
    open();
    await find("delivery-why");
    await pressed("filter-rejected");
  });
  it("of messages: state and channel", async () => {
    begin("/notifications?state=sent&channel=email");
    await pressed("notifications-sent");
    await says("notifications-channel", "Email");
  });
  it("of the audit log: kind, period and the entry that is open", async () => {
    begin("/activity?period=month");
    await says("activity-period", "30");
    const [row] = await screen.findAllByTestId("activity-row");
    await userEvent.click(row as HTMLElement);
    await find("act-facts");
    cleanup();
    open();
    await find("act-facts");
    await says("activity-period", "30");
  });
  it("of a merchant's stores: filters and the store that is open", async () => {
    begin("/merchants/m1/stores?filter=ours&filter=other");
    await pressed("filter-ours");
    await pressed("filter-other");
    const row = (await screen.findAllByTestId("tree-row"))[0] as HTMLElement;
    await userEvent.dblClick(row);
    await find("store-state");
    await waitFor(() => expect(here()).toContain(`store=${row.dataset.store}`));
    cleanup();
    open();
    await find("store-state");
    await pressed("filter-ours");
  });
  it("and what nobody knows is as if it were not there", async () => {
    begin("/applications?view=nonsense&sort=7&open=&resubmitted=maybe&other=x");
    expect(await find("application-board")).toBeTruthy();
  });
});

describe("a view is there when one comes back", () => {
  it("with what was typed, by the side bar, by keys and by the buttons", async () => {
    open();
    await click("nav-deliveries");
    await userEvent.type(await find("deliveries-search"), "zzz");
    await waitFor(() => expect(screen.queryAllByTestId("delivery-row")).toEqual([]));
    await click("filter-rejected");
    await waitFor(() => expect(here()).toBe("/deliveries?verdict=rejected"));
    const typed = async () => expect(((await find("deliveries-search")) as HTMLInputElement).value).toBe("zzz");
    await click("nav-activity");
    await find("activity-search");
    await click("nav-deliveries");
    await typed();
    await pressed("filter-rejected");
    await userEvent.keyboard("{Control>}[[{/Control}");
    await find("activity-search");
    await click("history-back");
    await typed();
    await click("history-forward");
    await find("activity-search");
    await userEvent.keyboard("gw");
    await typed();
    // Who is there already sees all of it again.
    await click("nav-deliveries");
    await waitFor(async () => expect(((await find("deliveries-search")) as HTMLInputElement).value).toBe(""));
  });

  it("and never in the next place, however fast one leaves", async () => {
    open();
    await click("nav-deliveries");
    await find("deliveries-search");
    await click("nav-activity");
    await userEvent.type(await find("activity-search"), "abc{Alt>}{ArrowLeft}{/Alt}");
    await find("deliveries-search");
    expect(((await find("deliveries-search")) as HTMLInputElement).value).toBe("");
    await waitFor(() => expect(here()).toBe("/deliveries"));
    await click("nav-merchants");
    await find("merchants-search");
    expect(new LastPlaces("sandbox").of("/deliveries")).toBe("/deliveries");
  });

  it("and the buttons say where there is no further way", async () => {
    open();
    const disabled = async (id: string) => ((await find(id)) as HTMLButtonElement).disabled;
    await find("nav-deliveries");
    expect([await disabled("history-back"), await disabled("history-forward")]).toEqual([true, true]);
    await click("nav-deliveries");
    await find("deliveries-search");
    expect([await disabled("history-back"), await disabled("history-forward")]).toEqual([false, true]);
    await click("history-back");
    await find("merchants-search");
    expect([await disabled("history-back"), await disabled("history-forward")]).toEqual([true, false]);
  });

  it("of a run's stores, through the way there and back", async () => {
    begin("/merchants/m1/stores?filter=ours");
    await pressed("filter-ours");
    await click("tab-operations");
    await waitFor(() => expect(here()).toBe("/merchants/m1/operations"));
    await click("history-back");
    await pressed("filter-ours");
    await waitFor(() => expect(here()).toBe("/merchants/m1/stores?filter=ours"));
  });
});
