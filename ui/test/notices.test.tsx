import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { open } from "./journey";

const click = async (id: string) => userEvent.click(await screen.findByTestId(id));

/** The window with the dialog in which a link is copied, and what was said of it. */
async function copied() {
  open({ empty: true });
  await click("authorize-open");
  await click("authorize-way-link");
  const copy = await screen.findByTestId("authorize-copy");
  copy.focus();
  await userEvent.keyboard("{Enter}");
  await screen.findByTestId(/^notice-(done|failure)$/);
  return { copy, dialog: screen.getByTestId("authorize-dialog") };
}

describe("what is said to the person", () => {
  it("stands in the dialog that is open, is announced there, and takes no focus", async () => {
    const { copy, dialog } = await copied();
    const said = screen.getByTestId(/^notice-/);
    expect(dialog.contains(said)).toBe(true);
    expect(said.closest("[aria-live]")?.getAttribute("aria-live")).toBe("polite");
    expect(screen.getAllByTestId(/^notice-/)).toHaveLength(1);
    expect(document.activeElement).toBe(copy);
  });

  it("is reached with the keyboard, and goes without taking the dialog with it", async () => {
    const { dialog } = await copied();
    const close = within(screen.getByTestId(/^notice-/)).getByRole("button", { name: "Mark as read" });
    for (let step = 0; step < 20 && document.activeElement !== close; step++) await userEvent.tab();
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByTestId(/^notice-/)).toBeNull());
    expect(dialog.isConnected).toBe(true);
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  });

  it("stays when Escape closes the dialog, and goes on in the window", async () => {
    const { dialog } = await copied();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(dialog.isConnected).toBe(false));
    expect(screen.getByTestId("notices").contains(screen.getByTestId(/^notice-/))).toBe(true);
  });

  it("is not said twice where it is listed", async () => {
    await copied();
    await userEvent.keyboard("{Escape}");
    await click("notices-open");
    const centre = await screen.findByTestId("notice-centre");
    await waitFor(() => expect(screen.queryByTestId(/^notice-(done|failure)$/)).toBeNull());
    expect(centre.textContent).toMatch(/copied|copy/i);
  });
});
