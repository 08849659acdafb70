import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { formats } from "../src/i18n/formats";
import { open } from "./journey";

const AT = Date.UTC(2026, 10, 27, 23, 5, 1, 42);
const DAY = 86_400_000;

describe("a time in a list", () => {
  it.each(["en", "es"] as const)("has no milliseconds, and all of it has its zone (%s)", (language) => {
    const { moment, exact } = formats(language, null);
    expect(moment(AT, AT + DAY)).not.toMatch(/[.,]042/);
    expect(moment(AT, AT + DAY)).toMatch(/\d\d:05:01$/);
    expect(exact(AT)).toMatch(/05:01[.,]042 (UTC|GMT)/);
    expect(exact(AT)).toContain("2026");
  });

  it("is whole for whoever rests on it", async () => {
    open();
    await userEvent.click(await screen.findByTestId("nav-deliveries"));
    const row = (await screen.findAllByTestId("delivery-row"))[0] as HTMLElement;
    const time = row.querySelector("time");
    expect(time?.title).toMatch(/\d{4}.*\.\d{3} /);
    expect(time?.textContent).not.toContain(".");
  });
});
