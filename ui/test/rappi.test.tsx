import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { LabRequest } from "../src/api/types";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));
const settings = async (section: string) => {
  await click("nav-settings");
  await click(`settings-${section}`);
};

describe("what a person asks about Rappi", () => {
  it("every step of the check has a word, and a finding has a next step", async () => {
    open();
    await settings("connection");
    await click("check-run");
    const steps = await screen.findAllByTestId("check-step");
    expect(steps.map(({ dataset }) => dataset.outcome)).toContain("skipped");
    expect((await find("check-summary")).textContent).toContain("2 steps do not work");
    const [clock] = steps.filter(({ dataset }) => dataset.step === "clock");
    expect(clock.textContent).toContain("47 sec apart");
    await click("check-open-credentials");
    expect(await find("settings-vault")).toBeTruthy();
  });

  it("a check that fails says so and does not look done", async () => {
    open({}, () => ({ check: () => Promise.reject({ code: "internal", message: "no", detail: null }) }));
    await settings("connection");
    await click("check-run");
    await find("notice-failure");
    expect(screen.queryByTestId("check-steps")).toBeNull();
  });

  it("a delivery is examined: the reason, by how much, and the next step", async () => {
    open();
    await click("nav-deliveries");
    await userEvent.click((await screen.findAllByTestId("delivery-row"))[0]);
    await click("delivery-examine");
    expect((await find("lab-result")).textContent).toContain("6 min before it came");
    expect((await find("lab-next")).textContent).toContain("clock");
  });

  it("a pasted secret goes once and is gone", async () => {
    const asked: LabRequest[] = [];
    open({}, (platform) => ({
      examine: (request) => {
        asked.push(request);
        return platform.examine(request);
      },
    }));
    await click("nav-deliveries");
    await click("lab-open");
    await userEvent.type(await find("lab-body"), "x");
    await click("lab-secret-of");
    await userEvent.click(await screen.findByRole("option", { name: "A secret that I paste" }));
    const secret = (await find("lab-secret")) as HTMLInputElement;
    expect(secret.type).toBe("password");
    await userEvent.type(secret, "hush");
    await click("lab-examine");
    await find("lab-result");
    expect(asked).toMatchObject([{ secret: "hush", source: { body: "x", endpoint: null } }]);
    expect(secret.value).toBe("");
  });

  it("the secret changes only after a question, and the state is shown", async () => {
    open();
    await settings("receiver");
    await click("rotate-pos-co-01");
    expect(screen.queryByTestId("rotation-pos-co-01")).toBeNull();
    await userEvent.click(await within(await find("rotate-dialog")).findByTestId("rotate-confirm"));
    expect((await find("rotation-pos-co-01")).dataset.sure).toBe("true");
    expect(screen.queryByTestId("rotate-pos-co-01")).toBeNull();
  });

  it("what will end is announced on the line, and told in the settings", async () => {
    open();
    await click("line-announced");
    expect((await find("announced")).textContent).toContain("Reading the status of stores");
  });
});
