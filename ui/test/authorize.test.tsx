import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);

async function begin(way: string, email = "", more: Parameters<typeof open>[1] = undefined) {
  const shell = open({}, more);
  await userEvent.click(await find("authorize-open"));
  if (email) await userEvent.type(await find("authorize-email"), email);
  await userEvent.click(await find(`authorize-way-${way}`));
  return shell;
}

async function paste(address: string) {
  await userEvent.type(await find("authorize-paste-input"), address);
  await userEvent.click(await find("authorize-paste-submit"));
}

const ADDRESS = "dev.gangway.console:/oauth/callback?code=1";
const state = async (kind: string) =>
  waitFor(() => expect(screen.getByTestId("authorize-state").dataset.state).toBe(kind));

describe("authorizing a merchant", () => {
  it("shows the link, the code and how long it holds", async () => {
    await begin("link");
    await state("waiting");
    expect((await find("authorize-url")).dataset.url).toContain("code_challenge_method=S256");
    expect((await find("authorize-qr")).getAttribute("src")).toMatch(/^data:image\/svg\+xml/);
    expect((await find("authorize-countdown")).textContent).toMatch(/^Valid for (10:00|9:5\d)$/);
  });

  it("ends with the merchant's stores", async () => {
    await begin("browser");
    await paste(ADDRESS);
    await state("done");
    expect((await find("authorize-done")).textContent).toContain("Authorized as duena@sertester.co");
    await userEvent.click(await find("authorize-show"));
    expect(await screen.findByRole("heading", { level: 1, name: "Grupo Sertester" })).toBeTruthy();
  });

  it("asks when another merchant signed in, and keeps nothing when told so", async () => {
    const answered = vi.fn();
    await begin("window", "other@sertester.co", (platform) => ({
      authorizeAnswer: (attempt, accept) => {
        answered(accept);
        return platform.authorizeAnswer(attempt, accept);
      },
    }));
    await paste(ADDRESS);
    await state("question");
    expect((await find("authorize-question")).textContent).toContain("you expected other@sertester.co");
    const answers = ["authorize-discard", "authorize-accept"].map((id) => screen.getByTestId(id));
    expect(answers[0].compareDocumentPosition(answers[1]) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(answers[0].className).toBe(answers[1].className);
    await userEvent.click(await find("authorize-discard"));
    await state("cancelled");
    expect(answered.mock.calls).toEqual([[false]]);
  });

  it("says when the merchant refused, with a next step", async () => {
    await begin("loopback");
    await paste(`${ADDRESS}&denied`);
    await state("failed");
    expect((await find("authorize-failure")).textContent).toContain("The merchant did not allow access");
    await userEvent.click((await screen.findAllByTestId("authorize-again"))[0]);
    expect(await find("authorize-way-link")).toBeTruthy();
  });

  it("says in place that an address is not ours and goes on waiting", async () => {
    await begin("link");
    await paste("https://example.com/?code=1");
    expect((await find("authorize-problem")).textContent).toContain("not an address we can finish with");
    await state("waiting");
  });

  it("does not start with something that is no email address", async () => {
    open();
    await userEvent.click(await find("authorize-open"));
    await userEvent.type(await find("authorize-email"), "nobody");
    await userEvent.click(await find("authorize-way-link"));
    expect(screen.getByText("This is not an email address")).toBeTruthy();
    expect(screen.queryByTestId("authorize-state")).toBeNull();
  });

  it("says when the time is over", async () => {
    await begin("link", "", (platform) => ({
      authorizeStart: async (way, email) => ({
        ...(await platform.authorizeStart(way, email)),
        expiresAt: Date.now() - 1,
      }),
    }));
    await state("expired");
  });

  it("names who authorizes again, and expects nobody else", async () => {
    const started = vi.fn();
    open({}, (platform) => ({
      merchants: async () => (await platform.merchants()).map((one) => ({ ...one, tokenExpiresAt: 1 })),
      authorizeStart: (way, email) => {
        started(email);
        return platform.authorizeStart(way, email);
      },
    }));
    await userEvent.click((await screen.findAllByTestId("merchant-row"))[0]);
    await userEvent.click(await find("merchant-authorize"));
    const email = (await find("merchant-email")).querySelector("b")?.textContent ?? "";
    const name = document.querySelector("h1")?.textContent;
    expect((await find("authorize-dialog")).querySelector("h2")?.textContent).toBe(`Authorize ${name} again`);
    expect(((await find("authorize-email")) as HTMLInputElement).value).toBe(email);
    await userEvent.click(await find("authorize-way-link"));
    await state("waiting");
    expect(started.mock.calls).toEqual([[email]]);
    expect((await find("authorize-dialog")).querySelector("h2")?.textContent).toBe(`Authorize ${name} again`);
  });
});
