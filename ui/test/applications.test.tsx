import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";
import { fieldWords } from "../src/features/applications/naming";
import { wordsIn } from "../src/i18n";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));

async function accessible() {
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`)).toEqual(
    [],
  );
}

describe("the applications", () => {
  it("shows each status with its number and the age of the oldest, one that is new as it is written", async () => {
    open();
    await click("nav-applications");
    const lane = await find("lane-NEEDS_INFORMATION");
    expect(lane.textContent).toContain("Needs information");
    expect(lane.textContent).toContain("oldest 19 days");
    expect(lane.textContent).toContain("and 1 more");
    expect((await find("lane-ON_HOLD")).textContent).toContain("ON_HOLD");
    expect((await find("applications-missed")).textContent).toContain("2 webhooks missed");
    await accessible();
  });

  it("says what the merchant was sent and when, and tells it by a press", async () => {
    const told: string[] = [];
    open({}, (platform) => ({
      notifications: async (filter) => {
        const page = await platform.notifications({ ...filter, search: "" });
        const about = filter.search?.startsWith("app_") ? filter.search : null;
        if (about === null) return platform.notifications(filter);
        const { rows } = page;
        const email = rows.find((row) => row.channel === "email") ?? rows[0];
        const one = {
          ...email,
          application: about,
          event: "processing" as const,
          channel: "email" as const,
          sentAt: Date.now(),
        };
        return {
          ...page,
          rows: [
            { ...one, id: "m1" },
            { ...one, id: "m2", application: "app_other" },
          ],
          total: 2,
        };
      },
      remindMerchant: async (id) => told.push(id),
    }));
    await click("nav-applications");
    const lane = await find("lane-NEEDS_INFORMATION");
    await userEvent.click(within(lane).getAllByTestId("application-card")[0]);
    const messages = await find("application-messages");
    expect(within(messages).getAllByRole("listitem")).toHaveLength(1);
    expect(messages.textContent).toContain("Email");
    const press = await find("application-remind");
    expect(press.textContent).toBe("Tell the merchant");
    await userEvent.click(press);
    await waitFor(() => expect(told).toEqual(["app_19"]));
    expect(await screen.findByText("1 message is on its way.")).toBeTruthy();
    await accessible();
  });

  it("opens one by keyboard, in words, and asks for personal data by a press", async () => {
    const shell = open();
    const personal = vi.spyOn(shell, "applicationPersonal");
    await click("nav-applications");
    const lane = await find("lane-NEEDS_INFORMATION");
    within(lane).getAllByTestId("application-card")[0].focus();
    await userEvent.keyboard("{Enter}");
    expect((await find("application-state")).textContent).toContain("Needs information for 19 days");
    const problems = await find("application-problems");
    expect(problems.textContent).toContain("Owner 1 · last four digits of the social security number is missing");
    expect(problems.textContent).toContain("Website:It has to begin with https://");
    // What nobody here knows is not lost: the name as it is written, the provider's own words.
    expect(within(problems).getByText("new_thing.part").tagName).toBe("CODE");
    expect(problems.textContent).toContain("A new thing is needed");
    expect(problems.textContent).toContain("Something else");
    expect((await find("application-reviews")).textContent).toContain("Statements of three months");
    expect((await find("application-timeline")).textContent).toContain("Came late");
    expect((await find("fields-volumes")).textContent).toContain("$45.00");
    const people = await find("fields-people");
    expect(people.textContent).toContain("Hidden");
    expect(personal).not.toHaveBeenCalled();
    await accessible();
    await click("personal-show");
    await waitFor(() => expect(screen.getByTestId("fields-people").textContent).toContain("1980-01-02"));
    expect(personal).toHaveBeenCalledExactlyOnceWith("app_19");
    await click("personal-hide");
    await waitFor(() => expect(screen.getByTestId("fields-people").textContent).not.toContain("1980"));
  });

  it("searches, filters and keeps a view", async () => {
    const shell = open();
    const asked = vi.spyOn(shell, "applications");
    await click("nav-applications");
    await userEvent.type(await find("applications-search"), "bold");
    await waitFor(() =>
      expect(screen.getAllByTestId("application-row").every((row) => row.textContent?.includes("<b>Bold</b>"))).toBe(
        true,
      ),
    );
    await click("applications-resubmitted");
    await waitFor(() =>
      expect(asked.mock.lastCall?.[0]).toMatchObject({ search: "bold", resubmitted: true, offset: 0 }),
    );
    await click("view-keep");
    await userEvent.type(await find("view-name"), "Bold ones");
    await click("view-confirm");
    expect((await find("view-kept")).textContent).toBe("Bold ones");
    await click("view-needing");
    await waitFor(() => expect(asked.mock.lastCall?.[0].statuses).toEqual(["NEEDS_INFORMATION", "IN_REVIEW"]));
    await accessible();
    await click("view-kept");
    await click("view-remove");
    await waitFor(() => expect(screen.queryByTestId("view-kept")).toBeNull());
  });

  it("says what to do where there is none, and where it is set up", async () => {
    const shell = open({ empty: true });
    const save = vi.spyOn(shell, "saveRainforest");
    await click("nav-applications");
    expect((await find("applications-empty")).textContent).toContain("No application yet");
    await click("nav-settings");
    await userEvent.click(await screen.findByText("Credentials"));
    expect((await find("rainforest-facts")).textContent).toContain("https://hooks.example.com/hooks/abc");
    await userEvent.type(await find("rainforest-secret"), "whsec_abc");
    await click("rainforest-save");
    await waitFor(() => expect(save).toHaveBeenCalledExactlyOnceWith({ apiKey: "", webhookSecret: "whsec_abc" }));
  });
});

it("words a field's name in both languages, and no name that it does not know", () => {
  const { t: en } = wordsIn("en");
  const { t: es } = wordsIn("es");
  expect(fieldWords("owner_1.ssn_last_4", en)).toBe("Owner 1 · last four digits of the social security number");
  expect(fieldWords("owner_2.address.postal_code", es)).toBe("Propietario 2 · dirección · código postal");
  for (const name of ["", "owner_x.dob", "owner_1.new", "constructor"]) expect(fieldWords(name, en)).toBeNull();
});
