import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);

describe("a registration that leads elsewhere", () => {
  async function asked() {
    const takeOver = vi.fn();
    open({ kind: "production" }, (platform) => ({
      registerWebhook: () =>
        Promise.reject({
          code: "bad_input",
          reason: "webhook_elsewhere",
          what: "hooks.other.example",
          message: "",
          detail: null,
        }),
      takeOverWebhook: (integration) => {
        takeOver(integration);
        return platform.takeOverWebhook(integration);
      },
    }));
    await userEvent.click(await find("nav-settings"));
    await userEvent.click(await find("settings-receiver"));
    const register = (await screen.findAllByTestId(/^webhook-register-/))[0];
    await userEvent.click(register);
    return { takeOver, dialog: await find("take-over") };
  }

  it("is shown with both addresses, and left as it is", async () => {
    const { takeOver, dialog } = await asked();
    expect(dialog.textContent).toContain("hooks.other.example/…");
    expect(dialog.textContent).toContain("/hooks/…");
    await userEvent.click(await find("take-over-leave"));
    await waitFor(() => expect(screen.queryByTestId("take-over")).toBeNull());
    expect(takeOver).not.toHaveBeenCalled();
  });

  it("is replaced when a person says so", async () => {
    const { takeOver } = await asked();
    await userEvent.click(await find("take-over-do"));
    await waitFor(() => expect(takeOver).toHaveBeenCalledOnce());
    await waitFor(() => expect(screen.queryByTestId("take-over")).toBeNull());
  });

  it("keeps its secret until a person says so", async () => {
    const takeOver = vi.fn();
    open({ kind: "production" }, (platform) => ({
      rotateWebhookSecret: () =>
        Promise.reject({
          code: "bad_input",
          reason: "webhook_elsewhere",
          what: "hooks.other.example",
          message: "",
          detail: null,
        }),
      takeOverWebhookSecret: (integration) => {
        takeOver(integration);
        return platform.takeOverWebhookSecret(integration);
      },
    }));
    await userEvent.click(await find("nav-settings"));
    await userEvent.click(await find("settings-receiver"));
    await userEvent.click(await find("rotate-pos-co-01"));
    await userEvent.click(await find("rotate-confirm"));
    const dialog = await find("take-over");
    expect(dialog.textContent).toContain("hooks.other.example/…");
    expect(dialog.textContent).toContain("/hooks/…");
    expect(takeOver).not.toHaveBeenCalled();
    await userEvent.click(await find("take-over-do"));
    expect((await find("rotation-pos-co-01")).dataset.sure).toBe("true");
    await waitFor(() => expect(screen.queryByTestId("take-over")).toBeNull());
  });

  it("is only looked at on a merchant's page", async () => {
    open();
    await userEvent.click((await screen.findAllByTestId("merchant-row"))[0]);
    await userEvent.click(await find("tab-webhook"));
    expect(await find("webhook-settings")).toBeTruthy();
    expect(screen.queryAllByTestId(/^webhook-register-/)).toEqual([]);
  });
});
