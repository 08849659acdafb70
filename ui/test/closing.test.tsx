import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Platform } from "../src/api";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);

/** The window, and how the shell asks it about closing. */
function asked(more: Partial<Platform>) {
  let ask = (_: number) => {};
  open({}, () => ({
    ...more,
    onGoto: (callback: Parameters<Platform["onGoto"]>[0]) => {
      ask = (runs) => callback({ to: "closing", runs });
      return () => {};
    },
  }));
  return (runs: number) => ask(runs);
}

describe("closing while runs are going", () => {
  it("says how many, and quits only when told to", async () => {
    const quit = vi.fn(async () => undefined);
    const ask = asked({ quit });
    await screen.findByRole("heading", { level: 1 });
    ask(2);
    expect((await find("closing")).textContent).toContain("2 runs are still going");
    await userEvent.click(await find("closing-stay"));
    expect(screen.queryByTestId("closing")).toBeNull();
    expect(quit).not.toHaveBeenCalled();
    ask(1);
    expect((await find("closing")).textContent).toContain("A run is still going");
    await userEvent.click(await find("closing-quit"));
    expect(quit).toHaveBeenCalledOnce();
  });

  it("keeps what is chosen about the background", async () => {
    const setPreferences = vi.fn(async () => null);
    const startAtLogin = vi.fn(async (_: boolean) => null);
    open({}, () => ({ setPreferences, startAtLogin }));
    await userEvent.click(await find("nav-settings"));
    await userEvent.click(await find("settings-appearance"));
    await userEvent.click(await find("keep-running"));
    expect(setPreferences).toHaveBeenCalledWith(expect.objectContaining({ keepRunning: false }));
    await userEvent.click(await find("at-login"));
    expect(startAtLogin).toHaveBeenCalledWith(true);
  });
});
