import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));

async function accessible() {
  const { violations } = await axe.run(document.body, {
    iframes: false,
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`)).toEqual(
    [],
  );
}

describe("notifications", () => {
  it("say what became of each message, and why", async () => {
    open();
    await click("nav-notifications");
    expect(await screen.findAllByTestId("notification-row")).toHaveLength(8);
    expect((await find("preview-only")).textContent).toContain("Sending is off");
    await click("notifications-refused");
    await waitFor(() => expect(screen.getAllByTestId("notification-row")).toHaveLength(1));
    await userEvent.click(screen.getByTestId("notification-row"));
    expect((await find("notification-words")).textContent).toContain("550 5.1.1");
    // Nothing leaves, so nothing can be sent by hand either.
    expect((await find("notification-send")).hasAttribute("disabled")).toBe(true);
    await accessible();
  });

  it("can be kept from being sent", async () => {
    open();
    await click("nav-notifications");
    await click("notifications-waiting");
    // Until the filter's answer is there, the rows before it stay.
    await waitFor(() => expect(screen.getAllByTestId("notification-row")).toHaveLength(3));
    await userEvent.click(screen.getAllByTestId("notification-row")[0]);
    await click("notification-hold");
    await waitFor(() => expect(screen.getByTestId("notification-state").textContent).toContain("not to be sent"));
  });

  it("are filtered by channel and by merchant", async () => {
    const shell = open();
    const asked = vi.spyOn(shell, "notifications");
    await click("nav-notifications");
    await click("notifications-channel");
    await userEvent.click(await screen.findByRole("option", { name: "Platform" }));
    await waitFor(() => expect(screen.getAllByTestId("notification-row")).toHaveLength(1));
    expect(asked.mock.lastCall?.[0]).toMatchObject({ channel: "platform", merchant: null });
    await userEvent.click(screen.getByTestId("notification-row"));
    // In words, and not as a number that somebody has to look up.
    expect((await find("notification-words")).textContent).toContain("The answer was 503");
    await click("notification-only");
    expect((await find("notifications-merchant")).textContent).toContain("Only Panadería La Espiga");
    expect(asked.mock.lastCall?.[0]).toMatchObject({ merchant: "mid_2sOuQknV0ornUMNElq9HS3Y5XU1" });
    await accessible();
    await click("notifications-merchant");
    await waitFor(() => expect(screen.queryByTestId("notifications-merchant")).toBeNull());
  });

  it("are marked as returned by the letter that says so, and by no other", async () => {
    const shell = open();
    await click("nav-notifications");
    await click("notifications-sent");
    await waitFor(() => expect(screen.getAllByTestId("notification-row")).toHaveLength(2));
    const email = screen.getAllByTestId("notification-row").find((row) => row.textContent?.includes("Email"));
    await userEvent.click(email as HTMLElement);
    await click("notification-bounce");
    const paste = async (text: string) => {
      await userEvent.clear(await find("bounce-letter"));
      await userEvent.click(await find("bounce-letter"));
      await userEvent.paste(text);
    };
    await paste("Hello");
    expect((await find("bounce-failure")).textContent).toContain("no report");
    expect((await find("bounce-confirm")).hasAttribute("disabled")).toBe(true);
    await paste("Action: failed\n\nMessage-ID: <msg_other@x>");
    await waitFor(() => expect(screen.getByTestId("bounce-failure").textContent).toContain("Panadería La Espiga"));
    const keep = vi.spyOn(shell, "noteBounce");
    const report = new File([`Action: failed\n\nMessage-ID: <msg_${"5".padStart(32, "0")}@x>`], "returned.eml");
    await userEvent.upload(document.querySelector<HTMLInputElement>('input[type="file"]') as HTMLInputElement, report);
    await waitFor(() => expect(screen.getByTestId("bounce-understood").textContent).toContain("550 No such mailbox"));
    await accessible();
    await click("bounce-confirm");
    await waitFor(() => expect(screen.getByTestId("notification-state").textContent).toContain("it came back"));
    expect(keep).toHaveBeenCalledOnce();
  });

  it("ring the bell, and lead from it to what is new", async () => {
    open();
    await find("notices-open");
    await waitFor(() => expect(screen.getByTestId("notices-open").textContent).toBe("1"));
    await click("notices-open");
    await userEvent.click((await screen.findAllByTestId("news-row"))[0]);
    expect(await screen.findByRole("heading", { level: 1, name: "Notifications" })).toBeTruthy();
    await find("notification-facts");
  });
});

describe("the settings of notifications", () => {
  const settings = async () => {
    open();
    await click("nav-settings");
    await click("settings-notifications");
    await find("notifications-matrix");
  };

  it("ask before anything leaves this desk", async () => {
    await settings();
    await find("sending-off");
    await click("sending-switch");
    expect(within(await find("sending-question")).getByText(/What was held until now stays held/)).toBeTruthy();
    await click("sending-cancel");
    await find("sending-off");
    await click("sending-switch");
    await click("sending-confirm");
    await find("sending-on");
  });

  it("keep whom an event is told", async () => {
    await settings();
    const box = (await find("matrix-in_progress-email")) as HTMLInputElement;
    expect(box.checked).toBe(false);
    expect((await find("notifications-save")).hasAttribute("disabled")).toBe(true);
    await userEvent.click(box);
    await click("notifications-save");
    await waitFor(() => expect(screen.getByTestId("notifications-save").hasAttribute("disabled")).toBe(true));
    expect(((await find("matrix-in_progress-email")) as HTMLInputElement).checked).toBe(true);
    await accessible();
  });

  it("say what is wrong beside its field, and go there", async () => {
    await settings();
    const zone = (await find("notifications-zone")) as HTMLInputElement;
    await userEvent.clear(zone);
    await userEvent.type(zone, "Bogota");
    await click("notifications-save");
    await screen.findByText("There is no such time zone. One is America/Bogota.");
    expect(document.activeElement).toBe(zone);
    expect(zone.getAttribute("aria-invalid")).toBe("true");
    await accessible();
    await userEvent.clear(zone);
    await userEvent.type(zone, "America/Lima");
    await click("notifications-save");
    await waitFor(() => expect(screen.queryByText(/no such time zone/)).toBeNull());
  });

  it("keep the name that is said to the mail server, and say what is wrong with it", async () => {
    const shell = open();
    const save = vi.spyOn(shell, "saveNotificationSettings");
    await click("nav-settings");
    await click("settings-notifications");
    const hello = (await find("mail-hello")) as HTMLInputElement;
    await userEvent.type(hello, "my computer");
    await click("notifications-save");
    await screen.findByText("It must be the name of a computer, such as gangway.example.com.");
    expect(document.activeElement).toBe(hello);
    await userEvent.clear(hello);
    await userEvent.type(hello, "desk.example.com");
    await click("notifications-save");
    await waitFor(() => expect(hello.getAttribute("aria-invalid")).toBeNull());
    expect(save.mock.lastCall?.[0].facts.email.hello).toBe("desk.example.com");
  });

  it("make a secret for the platform, and ask before one is replaced", async () => {
    await settings();
    await click("platform-secret-make");
    expect(await screen.findByText(/A new secret is in the vault/)).toBeTruthy();
    await click("platform-secret-copy");
    expect(await screen.findByText(/The secret is on the clipboard/)).toBeTruthy();
    await click("platform-secret-make");
    await find("platform-secret-question");
    await click("platform-secret-replace");
    await waitFor(() => expect(screen.queryByTestId("platform-secret-question")).toBeNull());
  });

  it("say where a template names what is not there, and do not save it", async () => {
    await settings();
    const text = (await find("template-text")) as HTMLTextAreaElement;
    await userEvent.clear(text);
    await userEvent.type(text, "Hi {{{{ nobody }} there");
    expect((await find("template-findings")).textContent).toContain("there is no placeholder nobody");
    expect((await find("template-save")).hasAttribute("disabled")).toBe(true);
    const page = (await find("preview-page")) as HTMLIFrameElement;
    expect(page.getAttribute("sandbox")).toBe("");
  });
});
