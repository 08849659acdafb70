import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));
const type = async (id: string, text: string) => userEvent.type(await find(id), text);

async function setPin(pin: string) {
  await click("nav-settings");
  await click("settings-security");
  await type("pin-new", pin);
  await type("pin-again", pin);
  await click("pin-set");
}

describe("the window's lock", () => {
  it("shows nothing but what asks for the PIN, and comes back with it", async () => {
    open();
    await setPin("123456");
    await click("lock-now");
    await find("lock-screen");
    expect(screen.queryByTestId("nav-merchants")).toBeNull();
    expect(document.body.textContent).not.toContain("Sandbox");
    expect(document.title).toBe("Gangway");
    const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
    await type("lock-pin", "654321{Enter}");
    expect((await find("lock-refused")).textContent).toContain("That is not the PIN");
    expect((await find("lock-pin")).getAttribute("value")).toBe("");
    await type("lock-pin", "123456{Enter}");
    expect(await find("nav-merchants")).toBeTruthy();
  });

  it("locks in an environment that was opened or changed meanwhile", async () => {
    open({ first: true });
    await click("first-run-sandbox");
    await setPin("123456");
    await click("lock-now");
    await find("lock-screen");
  });

  it("starts locked where the shell says so, and asks for nothing else", async () => {
    const start = vi.fn();
    open({}, () => ({ start, lockStatus: async () => ({ state: "locked", afterMin: 5, waitMs: 0 }) }));
    await find("lock-screen");
    expect(start).not.toHaveBeenCalled();
  });

  it("is in the person's language", async () => {
    open({ language: "de" }, () => ({ lockStatus: async () => ({ state: "locked", afterMin: 5, waitMs: 0 }) }));
    expect((await find("lock-screen")).textContent).toContain("Gangway ist gesperrt");
  });

  it("sets a PIN only where both fit, and it is long enough", async () => {
    const asked = vi.fn(async () => ({ state: "open", afterMin: null, waitMs: 0 }) as const);
    open({}, () => ({ setPin: asked }));
    await click("nav-settings");
    await click("settings-security");
    await type("pin-new", "12345");
    await type("pin-again", "123456");
    await click("pin-set");
    expect(await screen.findByText("At least 6 characters")).toBeTruthy();
    expect(await screen.findByText("The two differ")).toBeTruthy();
    expect(asked).not.toHaveBeenCalled();
    await type("pin-new", "6");
    await click("pin-set");
    await find("lock-now");
    expect(asked).toHaveBeenCalledWith("123456", "");
  });

  it("says that a person is there, where it is asked for that", async () => {
    const windowUsed = vi.fn(async () => undefined);
    open({}, () => ({ windowUsed }));
    await click("nav-settings");
    expect(windowUsed).not.toHaveBeenCalled();
    await setPin("123456");
    await find("lock-now");
    await userEvent.keyboard("x");
    await waitFor(() => expect(windowUsed).toHaveBeenCalledOnce());
    await userEvent.keyboard("xyz");
    expect(windowUsed).toHaveBeenCalledOnce();
  });

  it("takes the PIN away for whoever knows it", async () => {
    open();
    await setPin("123456");
    await click("pin-remove");
    await type("pin-remove-pin", "1{Enter}");
    await find("pin-remove-refused");
    await userEvent.clear(await find("pin-remove-pin"));
    await type("pin-remove-pin", "123456{Enter}");
    await find("pin-new");
  });
});
