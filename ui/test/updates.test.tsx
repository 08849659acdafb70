import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { UpdateStatus } from "../src/api/types";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));

const OFFERED: UpdateStatus = {
  state: "offered",
  running: "0.1.0",
  address: "https://updates.example/latest.json",
  offered: {
    version: "0.2.0",
    notes: "Faster.\n<b>No markup</b>",
    publishedAt: Date.UTC(2026, 11, 1),
    address: "https://dl.example/Gangway_0.2.0_amd64.deb",
    command: "sudo apt install ./Gangway_0.2.0_amd64.deb",
  },
  checkedAt: Date.UTC(2026, 11, 2),
  runGoing: false,
  failure: null,
};

describe("new versions", () => {
  it("are a quiet line at Home, which leads to what is new and to the command", async () => {
    open({}, () => ({ updateStatus: async () => OFFERED }));
    await click("nav-home");
    expect((await find("update-line")).textContent).toContain("Gangway 0.2.0 is available.");
    await click("update-line-open");
    expect((await find("updates-offered")).textContent).toContain("0.2.0");
    expect((await find("updates")).textContent).toContain("sudo apt install ./Gangway_0.2.0_amd64.deb");
    // Their words are text.
    expect((await find("updates-notes")).querySelector("b")).toBeNull();
    expect((await find("updates-notes")).textContent).toContain("<b>No markup</b>");
  });

  it("ask nobody while a run is going", async () => {
    open({}, () => ({ updateStatus: async () => ({ ...OFFERED, runGoing: true }) }));
    await click("nav-home");
    await screen.findByRole("heading", { level: 1, name: "Home" });
    await click("nav-settings");
    await click("settings-about");
    expect((await find("updates")).textContent).toContain("After the run that is going");
    await click("nav-home");
    await screen.findByRole("heading", { level: 1, name: "Home" });
    expect(screen.queryByTestId("update-line")).toBeNull();
  });

  it("that are refused say why, and offer nothing", async () => {
    const failure = {
      code: "update_refused",
      reason: "update_older",
      what: "0.0.9",
      place: null,
      provider: null,
      message: "",
      detail: null,
    } as const;
    open({}, () => ({
      updateStatus: async () => ({ ...OFFERED, state: "waiting", offered: null }),
      checkUpdates: async () => ({ ...OFFERED, state: "refused", offered: null, failure }),
    }));
    await click("nav-settings");
    await click("settings-about");
    await click("updates-check");
    expect((await find("updates-failure")).textContent).toContain("It offers 0.0.9");
    expect(screen.queryByTestId("updates-notes")).toBeNull();
  });

  it("the number of unread news stands first in the window's title", async () => {
    open({}, (shell) => ({ counts: async () => ({ ...(await shell.counts()), unread: 3 }) }));
    await screen.findByRole("heading", { level: 1 });
    await screen.findByText("3");
    expect(document.title).toMatch(/^\(3\) Sandbox/);
  });
});
