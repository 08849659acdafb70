import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));

/** The invitations of somebody who is in a team. */
async function invitations() {
  const shell = open({ kind: "development" });
  await shell.joinTeam("https://relay.acme.example/join#inv.secret", "Ana", "Bogotá 1");
  await click("nav-merchants");
  await click("view-invitations");
  return shell;
}

const rowOf = async (name: string) => {
  const rows = await screen.findAllByTestId("invitation-row");
  const row = rows.find((one) => one.textContent?.includes(name));
  if (!row) throw new Error(`there is no row of ${name}`);
  return row;
};

describe("invitations of merchants", () => {
  it("need a team", async () => {
    open({ kind: "development" });
    await click("nav-merchants");
    await click("view-invitations");
    expect((await find("invitations-alone")).textContent).toContain("Invitations go through a team");
    expect(screen.queryByTestId("invitations-new")).toBeNull();
  });

  it("say how far each merchant has come", async () => {
    await invitations();
    const stage = async (name: string) => within(await rowOf(name)).getByTestId("invitation-stage").textContent;
    expect(await stage("Parrilla")).toBe("Being finished");
    expect(await stage("Tacos Luna")).toBe("Another account signed in");
    expect(await stage("Café Andino")).toBe("Signed in");
    expect(await stage("Sushi Norte"), "an open link that did not work is not simply open").toBe(
      "Sign-in did not work",
    );
    expect(await stage("Pizzería")).toBe("The merchant said no");
    expect((await rowOf("Café Andino")).textContent).toContain("1,284");
    expect(within(await rowOf("Empanadas")).queryByTestId("invitation-more"), "nothing is left to do").toBeNull();
  });

  it("are made of a pasted list, every row of which is looked at first", async () => {
    const shell = await invitations();
    const make = vi.spyOn(shell, "makeInvitations");
    await click("invitations-new");
    await userEvent.type(await find("invitations-list"), "Nueva nueva@shop.test\nnobody\n");
    await click("invitations-read");
    expect(await screen.findAllByTestId("invitee-row")).toHaveLength(2);
    expect((await find("invitee-fault")).textContent).toBe("No email address");
    expect((await find("invitations-make")).textContent).toBe("Make 1 link");
    await click("invitations-make");
    await waitFor(() => expect(screen.queryByTestId("invite-dialog")).toBeNull());
    expect(make.mock.lastCall?.[0]).toEqual([{ label: "Nueva", email: "nueva@shop.test", language: null }]);
    await rowOf("Nueva");
  });

  it("are copied in the merchant's language, which counts as handed on", async () => {
    const shell = await invitations();
    const sent = vi.spyOn(shell, "invitationSent");
    const message = vi.spyOn(shell, "invitationMessage");
    await userEvent.click(within(await rowOf("Arepas")).getByTestId("invitation-more"));
    await click("invitation-message-pt");
    await waitFor(() => expect(sent.mock.lastCall).toEqual(["i6", "copied"]));
    expect(message.mock.lastCall).toEqual(["i6", "pt"]);
  });

  it("are taken back only after a question", async () => {
    const shell = await invitations();
    const cancel = vi.spyOn(shell, "cancelInvitation");
    await userEvent.click(within(await rowOf("Arepas")).getByTestId("invitation-more"));
    await click("invitation-cancel");
    expect(cancel).not.toHaveBeenCalled();
    await click("invitation-cancel-yes");
    await waitFor(async () =>
      expect(within(await rowOf("Arepas")).getByTestId("invitation-stage").textContent).toBe("Cancelled"),
    );
  });

  it("ask about an account that nobody expected, where it was finished", async () => {
    const shell = await invitations();
    const answer = vi.spyOn(shell, "authorizeAnswer").mockResolvedValue({ kind: "cancelled" });
    await userEvent.click(within(await rowOf("Tacos Luna")).getByTestId("invitation-more"));
    expect((await find("invitation-keep")).textContent).toBe("Keep otra@shop.test");
    await click("invitation-discard");
    await waitFor(() => expect(answer.mock.lastCall).toEqual(["i2", false]));
  });
});
