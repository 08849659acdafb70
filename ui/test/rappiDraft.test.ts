import { describe, expect, it } from "vitest";
import { isHost, linesOf, tokenFieldsOf } from "../src/features/settings/rappiDraft";

describe("how Rappi is reached", () => {
  it.each([
    ["https://api.dev.rappi.com", true],
    [" https://api.rappi.pe/x ", true],
    ["http://127.0.0.1:4181", true],
    ["http://api.dev.rappi.com", false],
    ["https://name:word@api.dev.rappi.com", false],
    ["api.dev.rappi.com", false],
    ["", false],
  ])("%s as a host: %s", (text, good) => expect(isHost(text)).toBe(good));

  it("fields of the login are one a line", () => {
    const fields = [
      { name: "audience", value: "https://x/y=z" },
      { name: "grant_type", value: "" },
    ];
    expect(tokenFieldsOf(linesOf(fields))).toEqual(fields);
    expect(tokenFieldsOf(" \n")).toEqual([]);
    expect(tokenFieldsOf("a = 1\na = 2")).toBeNull();
    expect(tokenFieldsOf("audience")).toBeNull();
  });
});
