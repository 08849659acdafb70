import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { FailureNote } from "../src/components/failure/FailureNote";
import { asFailure } from "../src/components/failure/table";
import { open } from "./journey";
import { show } from "./render";

const said = (more: object, language: "en" | "es") => {
  const message = "/h/p/profile.toml, line 3: colour: unknown field `colour`, expected one of `kind`, `country`.";
  show(<FailureNote failure={asFailure({ code: "profile_invalid", message, ...more })} testId="failure" />, language);
  return screen.getByTestId("failure").textContent ?? "";
};
const place = { file: "/h/p/profile.toml", line: 3, key: "rappi.colour" };

describe("a mistake in a profile's file", () => {
  it("is said in the person's language, with its line, its key and its file", () => {
    const text = said({ reason: "key_unknown", what: "kind, country", place }, "es");
    expect(text).toContain("Línea 3: rappi.colour");
    expect(text).toContain("Aquí no existe esa clave. Existen: kind, country.");
    expect(text).toContain("/h/p/profile.toml");
    expect(text).not.toContain("unknown field");
  });

  it("has no line where something is missing, and no key where nothing can be read", () => {
    const missing = said({ reason: "value_missing", place: { ...place, line: null, key: "rappi.api" } }, "en");
    expect(missing).toContain("rappi.api");
    expect(missing).not.toMatch(/Line \d/);
  });

  it("has a line alone where nothing can be read", () => {
    const broken = said({ reason: "file_syntax", place: { ...place, key: "" } }, "en");
    expect(broken).toContain("Line 3");
    expect(broken).not.toContain("Line 3:");
  });
});

describe("a failure before any profile is open", () => {
  it("offers no step that leads nowhere", async () => {
    const failure = { code: "port_busy", message: "127.0.0.1:4180 is taken.", detail: null };
    open({ first: true }, () => ({ openProfile: () => Promise.reject(failure) }));
    await userEvent.click(await screen.findByTestId("first-run-sandbox"));
    const notice = await screen.findByTestId("notice-failure");
    const buttons = within(notice).getAllByRole("button");
    expect(buttons.map((button) => button.getAttribute("aria-label") ?? button.textContent)).toEqual(["Mark as read"]);
  });
});
