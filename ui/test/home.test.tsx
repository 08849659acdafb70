import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));
const rows = () => screen.queryAllByTestId("need-row");
const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

async function accessible() {
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
}

describe("home", () => {
  it("is where the program opens, with a row for each subject", async () => {
    open({}, undefined, "first");
    await heading("Home");
    await screen.findAllByTestId("need-row");
    expect(rows()).toHaveLength(7);
    expect((await find("more-needs")).textContent).toContain("Application stalled: 120 more");
    expect(screen.getByText("127 items need attention")).toBeTruthy();
    await accessible();
  });

  it("puts things out of sight: until a time, or as done; and brings them back", async () => {
    const snooze = vi.fn();
    open({}, (platform) => ({
      snoozeAttention: async (kind, id, until) => {
        snooze(kind, id, until);
        return platform.snoozeAttention(kind, id, until);
      },
    }));
    await click("nav-home");
    await click("need-snooze-receiver_down");
    await click("need-snooze-receiver_down-hour");
    await waitFor(() => expect(rows()).toHaveLength(6));
    const [kind, , until] = snooze.mock.calls[0] as [string, string, number];
    expect([kind, Math.round((until - Date.now()) / 60_000)]).toEqual(["receiver_down", 60]);
    await click("need-done-stores_failed");
    await waitFor(() => expect(rows()).toHaveLength(5));
    expect(screen.queryByTestId("need-done-webhook_missing"), "only what is done about it ends it").toBeNull();
    await click("home-hidden");
    expect(screen.getAllByTestId("hidden-need-row")).toHaveLength(2);
    await accessible();
    await click("need-back-stores_failed");
    await waitFor(() => expect(rows()).toHaveLength(6));
  });

  it("leads to where something is done", async () => {
    open();
    await click("nav-home");
    await click("need-messages_held");
    await heading("Notifications");
  });

  it("has figures that lead to those whom they count", async () => {
    open({}, (platform) => ({
      merchants: async () =>
        (await platform.merchants()).map((row, at) => ({ ...row, failedLately: at === 1 ? 18 : 0 })),
    }));
    await click("nav-home");
    await click("figure-to-failed");
    await heading("Merchants");
    await waitFor(() => expect(screen.getAllByTestId("merchant-row")).toHaveLength(1));
    expect(screen.getByTestId("merchant-row").textContent).toContain("18");
    expect((await find("merchants-failed")).getAttribute("aria-pressed")).toBe("true");
  });
});
