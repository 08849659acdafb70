import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));
const rows = () => screen.queryAllByTestId("queue-row");
const rowOf = async (name: string) => {
  const cell = await screen.findByText(name);
  return cell.closest<HTMLElement>("[role=row]") as HTMLElement;
};

async function accessible() {
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
}

describe("the queue", () => {
  it("says of every merchant what is next and for whom, the most urgent first", async () => {
    open();
    await click("nav-queue");
    await screen.findAllByTestId("queue-row");
    expect(rows()).toHaveLength(8);
    expect(rows()[0]?.textContent).toContain("Us Handle failed stores");
    expect((await find("queue-snoozed")).textContent).toContain("1");
    await accessible();
    await click("queue-actor-merchant");
    await waitFor(() => expect(rows()).toHaveLength(3));
    await click("queue-board");
    expect((await find("queue-lane-authorized")).textContent).toContain("Açaí do Zé");
    await accessible();
  });

  it("does one act for all that are chosen", async () => {
    const keepQueue = vi.fn();
    open({}, (platform) => ({
      keepQueue: async (accounts, edit) => {
        keepQueue(accounts, edit);
        return platform.keepQueue(accounts, edit);
      },
    }));
    await click("nav-queue");
    for (const name of ["Parrilla del Puerto", "Açaí do Zé"])
      await userEvent.click(within(await rowOf(name)).getByRole("checkbox"));
    expect((await find("queue-selection")).textContent).toContain("2 selected");
    await click("queue-assign");
    await click("queue-assign-me");
    await waitFor(() => expect(keepQueue).toHaveBeenCalledTimes(1));
    expect(keepQueue).toHaveBeenCalledWith(
      [
        { provider: "rappi", id: "m2" },
        { provider: "rappi", id: "m3" },
      ],
      { kind: "owner", owner: "ana" },
    );
    await waitFor(async () => expect((await rowOf("Açaí do Zé")).textContent).toContain("ana"));
  });

  it("tags and snoozes all that are chosen, and says which of them are out of sight", async () => {
    open();
    await click("nav-queue");
    for (const name of ["Parrilla del Puerto", "Açaí do Zé"])
      await userEvent.click(within(await rowOf(name)).getByRole("checkbox"));
    await click("queue-add-tag");
    await userEvent.type(await find("queue-ask-tag-word"), "friday");
    await click("queue-ask-tag-do");
    await waitFor(() => expect(rows().filter((row) => row.textContent?.includes("friday"))).toHaveLength(2));
    await click("queue-snooze");
    await click("queue-snooze-tomorrow");
    await waitFor(() => expect(rows()).toHaveLength(6));
    // What is out of sight is still chosen, and says so.
    expect((await find("queue-selection")).textContent).toContain("2 hidden by the filter");
    await click("queue-clear");
    expect(screen.queryByTestId("queue-selection")).toBeNull();
  });

  it("opens one: what is next, and what people keep about it", async () => {
    open();
    await click("nav-queue");
    await userEvent.click(await screen.findByText("Grupo Sertester"));
    expect((await find("queue-next")).textContent).toContain("Us: Handle failed stores");
    expect(((await find("queue-note")) as HTMLTextAreaElement).value).toBe("Calls back on Monday");
    await accessible();
    await userEvent.type(await find("queue-note"), ", at noon");
    await click("queue-note-save");
    await waitFor(() => expect(screen.getByTestId("queue-note-save").getAttribute("aria-disabled")).toBe("true"));
    await click("queue-untag-vip");
    await waitFor(() => expect(screen.queryByTestId("queue-untag-vip")).toBeNull());
    await click("queue-due-of");
    await click("queue-due-of-none");
    await waitFor(() => expect(screen.getByTestId("queue-due-of").textContent).toBe("No due date"));
    await click("queue-step");
    expect(await screen.findByRole("tab", { name: /Operations/, selected: true })).toBeTruthy();
  });

  it("is worked through with the keyboard: J, K and X", async () => {
    open();
    await click("nav-queue");
    await screen.findAllByTestId("queue-row");
    await userEvent.keyboard("j");
    await userEvent.keyboard("x");
    await waitFor(() => expect(screen.getByTestId("queue-selection").textContent).toContain("1 selected"));
  });

  it("says that nothing matches, and takes the filters away; and that there is nobody yet", async () => {
    open();
    await click("nav-queue");
    await userEvent.type(await find("queue-search"), "nobody at all");
    await find("queue-no-match");
    await click("queue-clear-filters");
    await waitFor(() => expect(rows().length).toBeGreaterThan(0));
  });

  it("teaches while there is nobody", async () => {
    open({ empty: true });
    await click("nav-queue");
    await find("queue-empty");
    await accessible();
  });
});
