import { describe, expect, it } from "vitest";
import { effectTone } from "../src/places/deliveries/effect";
import type { DeliveryRow } from "../src/platform/types";

const row = (effect: string) => ({ verdict: "verified", effect }) as DeliveryRow;

describe("a verified delivery", () => {
  it.each([
    ["applied", "ok"],
    ["received", "off"],
    ["duplicate", "off"],
    ["ignored", "off"],
    ["dead_letter", "doubt"],
  ])("that was %s looks %s", (effect, tone) => {
    expect(effectTone(row(effect))).toBe(tone);
  });
});
