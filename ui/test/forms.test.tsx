import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Platform } from "../src/api";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));

async function section(name: string, change: (shell: Platform) => Partial<Platform>) {
  open({ kind: "production" }, change);
  await click("nav-settings");
  await click(`settings-${name}`);
}

describe("a form", () => {
  it("is not sent while a field is wrong, and says which", async () => {
    const save = vi.fn<Platform["saveProfile"]>();
    await section("receiver", (shell) => ({ saveProfile: save.mockImplementation(shell.saveProfile) }));
    const address = (await find("settings-address")) as HTMLInputElement;
    await userEvent.clear(address);
    await userEvent.type(address, "0.0.0.0:80{Enter}");
    expect(await screen.findByText(/^Enter a loopback address with a port/)).toBeTruthy();
    await waitFor(() => expect(address.getAttribute("aria-invalid")).toBe("true"));
    expect(save).not.toHaveBeenCalled();
    await userEvent.clear(address);
    await userEvent.type(address, "127.0.0.1:4999{Enter}");
    await waitFor(() => expect(save).toHaveBeenCalledOnce());
    expect(save.mock.calls[0][0].receiverAddress).toBe("127.0.0.1:4999");
  });

  it("keeps what was typed when it could not be saved", async () => {
    let refuse = true;
    await section("credentials", (shell) => ({
      saveProfile: async (edit) => {
        if (refuse) throw { code: "vault_locked", message: "", detail: null };
        return shell.saveProfile(edit);
      },
    }));
    const secret = (await find("settings-secret")) as HTMLInputElement;
    await userEvent.type(secret, "s3cret");
    await click("settings-secret-save");
    await find("notice-failure");
    expect(secret.value).toBe("s3cret");
    refuse = false;
    await click("settings-secret-save");
    await waitFor(() => expect(secret.value).toBe(""));
  });
});
