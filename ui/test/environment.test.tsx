import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { open } from "./journey";

describe("the environment", () => {
  it.each([
    ["production", "rappi-co · Production"],
    ["development", "rappi-co · Development"],
    ["sandbox", "Sandbox"],
  ] as const)("%s is named over everything and in the title", async (kind, name) => {
    open({ kind });
    expect((await screen.findByTestId("ribbon")).textContent).toBe(name);
    expect(document.title).toBe(`${name} — Merchants — Gangway`);
  });
});
