import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));
const type = async (id: string, text: string) => userEvent.type(await find(id), text);

const LINK = "https://relay.acme.example/join#inv.secret";

async function joined() {
  const shell = open({ kind: "development" });
  await click("nav-settings");
  await click("settings-team");
  await type("team-link", ` ${LINK} `);
  await type("team-person", "Ana Ruiz");
  await type("team-device", "Bogotá 1");
  const join = vi.spyOn(shell, "joinTeam");
  await click("team-join");
  await find("team-standing");
  expect(join.mock.lastCall).toEqual([LINK, "Ana Ruiz", "Bogotá 1"]);
  return shell;
}

describe("the team in the settings", () => {
  it("asks for a link and a name before it joins", async () => {
    const shell = open({ kind: "development" });
    const join = vi.spyOn(shell, "joinTeam");
    await click("nav-settings");
    await click("settings-team");
    await click("team-join");
    expect(await screen.findAllByText("Fill this in")).toHaveLength(3);
    expect(join).not.toHaveBeenCalled();
  });

  it("says up to where everything is here, and who is in it", async () => {
    await joined();
    expect((await find("team-state")).textContent).toContain("Live");
    expect((await find("team-standing")).textContent).toContain("to #48,211 · ");
    const rows = await screen.findAllByTestId("team-device-row");
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringContaining("Bogotá 1 (this one)"),
      expect.stringContaining("Bruno Díaz"),
    ]);
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringContaining("Complete"),
      expect.stringContaining("#284 behind"),
    ]);
    expect(within(rows[0]).queryByTestId("team-remove"), "nobody removes the own device here").toBeNull();
  });

  it("removes a device once that was confirmed", async () => {
    await joined();
    await click("team-remove");
    await click("team-remove-yes");
    await waitFor(() => expect(screen.getAllByTestId("team-device-row")).toHaveLength(1));
  });

  it("shows an invitation, and leaves only after a question", async () => {
    await joined();
    await type("team-email", "carla@acme.example");
    await click("team-invite");
    expect((await find("team-invitation")).textContent).toContain(LINK);
    await click("team-leave");
    expect(screen.getByText("Leave Acme POS?")).toBeTruthy();
    await click("team-leave-yes");
    await find("team-join");
  });
});

describe("the team in the connection line", () => {
  it("says up to where everything is here, and no word of this computer's receiver", async () => {
    await joined();
    const line = await find("line-team");
    expect(line.textContent).toContain("Complete to #48,211 · ");
    expect((await find("connection-line")).textContent).not.toContain("Receiver on");
    await userEvent.click(line);
    expect((await find("line-team-more")).textContent).toContain("https://relay.acme.example");
    await click("line-team-open");
    await find("team-standing");
  });

  it.each([
    ["not_live" as const, "Not live", "tried again by itself"],
    ["fork" as const, "Stopped: two logs", "leave the team and join anew"],
  ])("says what to do when it is %s", async (state, word, next) => {
    open({ kind: "development" }, (platform) => ({
      teamStatus: async () => ({ ...(await platform.joinTeam(LINK, "Ana Ruiz", "Bogotá 1")), state }),
    }));
    const line = await find("line-team");
    expect(line.textContent).toContain(`Acme POS · ${word}`);
    await userEvent.click(line);
    expect((await find("line-team-next")).textContent).toContain(next);
  });

  it("shows the relay's address where results come in", async () => {
    await joined();
    await click("settings-receiver");
    expect((await find("webhook-pos-co-01")).textContent).toContain("https://relay.acme.example/hooks/…");
    expect((await find("webhook-state-pos-co-01")).textContent).toBe("Not asked yet");
  });
});

describe("a team to try", () => {
  it("is offered in the sandbox in place of an invitation, and is left like any other", async () => {
    open({ kind: "sandbox" });
    await click("nav-settings");
    await click("settings-team");
    expect(screen.queryByTestId("team-link")).toBeNull();
    await click("team-try");
    expect((await find("team-standing")).textContent).toContain("http://127.0.0.1:41873");
    await click("team-leave");
    await click("team-leave-yes");
    await find("team-try");
  });

  it("is offered at the first start", async () => {
    const shell = open({ first: true });
    const opened = vi.spyOn(shell, "openProfile");
    await click("first-run-try-team");
    expect((await find("line-team")).textContent).toContain("Complete to");
    expect(opened.mock.calls[0]).toEqual(["sandbox"]);
  });
});

describe("what colleagues do", () => {
  it("is listed in the audit log, by person and kind", async () => {
    await joined();
    await click("nav-activity");
    await click("activity-of-team");
    expect(await screen.findAllByTestId("team-fact-row")).toHaveLength(3);
    expect(screen.getAllByTestId("team-fact-row")[0].textContent).toContain("Bruno Díaz");
    await userEvent.click(screen.getAllByTestId("team-fact-row")[0]);
    expect((await find("team-fact")).textContent).toContain("Lakeview 879");
    expect((await find("act-changes")).textContent).toContain("Provisioning");
  });

  it("shows their runs at home, with how far they are", async () => {
    await joined();
    await click("nav-home");
    const rows = await screen.findAllByTestId("team-run-row");
    expect(rows[0].textContent).toContain("17 of 40");
    expect(rows[0].textContent).toContain("Running");
    expect(rows[1].textContent).toContain("11 of 12");
  });

  it("goes on without the relay only with a reason", async () => {
    const shell = open({ kind: "development" }, (platform) => ({
      teamStatus: async () => ({ ...(await platform.joinTeam(LINK, "Ana Ruiz", "Bogotá 1")), state: "not_live" }),
    }));
    const alone = vi.spyOn(shell, "workAlone");
    await click("nav-settings");
    await click("settings-team");
    await click("team-alone-open");
    await type("team-alone-reason", "The relay is being moved");
    await click("team-alone-do");
    await waitFor(() => expect(alone).toHaveBeenCalledWith("The relay is being moved"));
  });
});
