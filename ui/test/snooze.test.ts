import { describe, expect, it } from "vitest";
import { snoozeUntil } from "../src/components/snooze";

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

describe("a snooze ends", () => {
  it("in an hour, tomorrow morning, or on the next Monday's morning", () => {
    // 29 November 2026 is a Sunday.
    expect(snoozeUntil("hour", at(29, 23, 30))).toBe(at(30, 0, 30));
    expect(snoozeUntil("tomorrow", at(29, 23, 30))).toBe(at(30, 9));
    expect(snoozeUntil("tomorrow", at(30, 0, 1))).toBe(at(31, 9));
    expect(snoozeUntil("week", at(29, 8))).toBe(at(30, 9));
    expect(snoozeUntil("week", at(30, 8))).toBe(at(37, 9));
    expect(snoozeUntil("week", at(25, 12))).toBe(at(30, 9));
  });
});
