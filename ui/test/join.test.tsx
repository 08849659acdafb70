import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Goto } from "../src/api/types";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));
const type = async (id: string, text: string) => userEvent.type(await find(id), text);

const LINK = "https://relay.acme.example/join#inv.secret";

async function names() {
  await type("join-person", "Ana Ruiz");
  await type("join-device", "Bogotá 1");
}

describe("joining a team at the first start", () => {
  it("names what is wrong with the link before anything is set up", async () => {
    const shell = open({ first: true });
    const create = vi.spyOn(shell, "createProfile");
    await click("first-run-join");
    await type("join-link", "https://relay.acme.example/");
    await names();
    await click("join-yes");
    await find("join-failure");
    expect(screen.queryByTestId("profile-create")).toBeNull();
    expect(create).not.toHaveBeenCalled();
  });

  it("joins with an environment that is there", async () => {
    const shell = open({ first: true });
    const [join, opened] = [vi.spyOn(shell, "joinTeam"), vi.spyOn(shell, "openProfile")];
    await click("first-run-join");
    await type("join-link", LINK);
    await names();
    await click("join-yes");
    await find("line-team");
    expect(opened.mock.calls[0]).toEqual(["rappi-mx"]);
    expect(join.mock.lastCall).toEqual([LINK, "Ana Ruiz", "Bogotá 1"]);
  });

  it("sets a new environment up in between, and only once", async () => {
    let fails = true;
    const shell = open({ first: true }, (platform) => ({
      start: async () => ({ ...(await platform.start()), profiles: [] }),
      joinTeam: async (...named) => {
        if (fails) throw { code: "relay_unavailable", message: "away", detail: null };
        return platform.joinTeam(...named);
      },
    }));
    const create = vi.spyOn(shell, "createProfile");
    await click("first-run-join");
    await type("join-link", LINK);
    await names();
    await click("join-yes");
    for (const [field, text] of [
      ["name", "rappi-co"],
      ["integrations", "pos-co-01"],
      ["clientId", "c"],
      ["clientSecret", "s"],
    ])
      await type(`profile-${field}`, text);
    await click("profile-create");
    await find("join-failure");
    fails = false;
    await click("join-yes");
    await find("line-team");
    expect(create).toHaveBeenCalledTimes(1);
  });
});

describe("an invitation that was opened", () => {
  it("asks, and joins nothing when the answer is no", async () => {
    const shell = open({ kind: "development", invited: LINK });
    const join = vi.spyOn(shell, "joinTeam");
    expect((await find("invited-asked")).textContent).toContain("https://relay.acme.example");
    expect((await find("join-link")).getAttribute("value")).toBe(LINK);
    await click("join-not");
    await waitFor(() => expect(screen.queryByTestId("invited")).toBeNull());
    expect(join).not.toHaveBeenCalled();
  });

  it("comes while the window is open, at the first start too", async () => {
    let say: (to: Goto) => void = () => {};
    let there = false;
    open({ first: true }, () => ({
      onGoto: (callback) => {
        say = callback;
        return () => {};
      },
      openedInvitation: async () => (there ? { link: LINK, relay: "https://relay.acme.example" } : null),
    }));
    await find("first-run-join");
    expect(screen.queryByTestId("invited")).toBeNull();
    there = true;
    say({ to: "join" });
    await find("invited");
  });

  it("says what is wrong with one that is none", async () => {
    open({ kind: "development" }, () => ({
      openedInvitation: async () => {
        throw { code: "bad_input", reason: "invitation_malformed", message: "none", detail: null };
      },
    }));
    await find("invited-failure");
  });
});
