import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { LinkState, Provider } from "../src/api/types";
import { standing } from "../src/app/ProviderLines";
import { wordsIn } from "../src/i18n";
import { open } from "./journey";

const link = (provider: Provider, state: LinkState) => ({ provider, state, host: "", through: null, detail: null });
const words = wordsIn("en");

describe("the connection line", () => {
  it.each([
    [[], "No provider set up", "off"],
    [["ok"], "Provider connected", "ok"],
    [["ok", "ok", "ok"], "3 providers connected", "ok"],
    [["unknown", "unknown"], "Providers · not asked yet", "off"],
    [["ok", "unknown"], "Provider connected", "ok"],
    [["ok", "failing", "ok"], "Rainforest · no answer", "doubt"],
    [["refused", "failing", "refused"], "Rappi and Ratepay · credentials needed", "bad"],
  ] as [LinkState[], string, string][])("%j: the worst stands for all", (states, text, tone) => {
    const links = states.map((state, index) =>
      link((["rappi", "rainforest", "ratepay"] as const)[index] ?? "rappi", state),
    );
    expect(standing(links, words)).toEqual({ text, tone });
  });

  it("shows every provider, with what it says", async () => {
    open({}, (platform) => ({
      connection: async () => {
        const it = await platform.connection();
        return {
          ...it,
          links: it.links.map((one) =>
            one.provider === "ratepay" ? { ...one, state: "refused", detail: "401 invalid_client" } : one,
          ),
        };
      },
    }));
    const line = await screen.findByTestId("line-providers");
    expect(line.textContent).toBe("Ratepay · credentials needed");
    await userEvent.click(line);
    const all = await screen.findByTestId("provider-lines");
    const state = (provider: Provider) => within(all).getByTestId(`line-${provider}`).dataset.state;
    expect([state("rappi"), state("rainforest"), state("ratepay")]).toEqual(["ok", "ok", "refused"]);
    expect(within(all).getByTestId("line-ratepay").textContent).toContain("401 invalid_client");
    await userEvent.click(within(all).getByTestId("line-check"));
    expect(await screen.findByTestId("settings-connection")).toBeTruthy();
  });
});
