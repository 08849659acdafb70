import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { open } from "./journey";
import { takesPress } from "./render";

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));
const type = async (id: string, text: string) => userEvent.type(await find(id), text);

async function network(kind: "development" | "sandbox" = "development") {
  const shell = open({ kind });
  await click("nav-settings");
  await click("settings-network");
  await find("network-ways");
  return shell;
}

describe("the settings of the network", () => {
  it("a sandbox says that it calls nothing outside, and has no form", async () => {
    await network("sandbox");
    expect(screen.getByText(/calls nothing outside this computer/)).toBeTruthy();
    expect(screen.queryByTestId("network-save")).toBeNull();
  });

  it("a proxy is saved with its password, which is gone from the page and can be removed", async () => {
    const shell = await network();
    const saved = vi.spyOn(shell, "saveNetwork");
    expect((await find("network-ways")).textContent).toContain("directly");
    expect(takesPress("network-save")).toBe(false);
    await click("network-proxy");
    await type("network-proxy-address", "http://proxy.corp:3128");
    await type("network-user", "ana");
    const password = (await find("network-password")) as HTMLInputElement;
    expect(password.type).toBe("password");
    await userEvent.type(password, "hush");
    await type("network-direct-hosts", "api.ratepay.com");
    await click("network-save");
    await waitFor(() =>
      expect(screen.getByTestId("network-ways").textContent).toContain("through http://proxy.corp:3128"),
    );
    const facts = {
      using: "proxy",
      proxy: "http://proxy.corp:3128",
      user: "ana",
      direct: ["api.ratepay.com"],
      authority: "",
    };
    expect(saved.mock.lastCall?.[0]).toEqual({ facts, password: "hush" });
    expect(password.value).toBe("");
    await click("network-password-remove");
    await click("network-password-confirm");
    await waitFor(() => expect(screen.queryByTestId("network-password-remove")).toBeNull());
  });

  it("says what is wrong beside the field, and keeps what was typed", async () => {
    await network();
    await click("network-proxy");
    await type("network-proxy-address", "socks4://proxy.corp");
    await click("network-save");
    expect(await screen.findByText(/This kind of proxy cannot be used/)).toBeTruthy();
    const address = (await find("network-proxy-address")) as HTMLInputElement;
    expect(address.getAttribute("aria-invalid")).toBe("true");
    expect(address.value).toBe("socks4://proxy.corp");
    await userEvent.clear(address);
    await userEvent.type(address, "proxy.corp");
    await type("network-user", "a:b");
    await click("network-save");
    expect(await screen.findByText(/A user name has no colon/)).toBeTruthy();
    await userEvent.clear(await find("network-user"));
    await type("network-authority", "/tmp/notes.txt");
    await click("network-save");
    await waitFor(() => expect(screen.getByTestId("network-authority").getAttribute("aria-invalid")).toBe("true"));
  });

  it("tests the way that was saved, and says at which hop it ends", async () => {
    await network();
    await click("network-test");
    expect((await find("network-tested")).querySelectorAll('[data-outcome="ok"]').length).toBe(3);
    await click("network-proxy");
    await type("network-proxy-address", "http://proxy.corp:3128");
    await click("network-save");
    await waitFor(() => expect(screen.getByTestId("network-ways").textContent).toContain("through"));
    await click("network-test");
    await waitFor(() =>
      expect(screen.getByTestId("network-tested").textContent).toContain("asks for another user or password"),
    );
  });
});
