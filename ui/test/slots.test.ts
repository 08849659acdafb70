import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Slots } from "../src/features/stores/slots";

/** A window of lines that follow each other, and perhaps one with the focus far away. */
const views = fc.array(
  fc.record({ from: fc.nat(500), size: fc.integer({ min: 0, max: 30 }), focus: fc.option(fc.nat(600)) }),
  { minLength: 2, maxLength: 30 },
);
const lines = ({ from, size, focus }: { from: number; size: number; focus: number | null }) => {
  const shown = Array.from({ length: size }, (_, at) => from + at);
  return focus === null || shown.includes(focus) ? shown : [focus, ...shown];
};

describe("slots", () => {
  it("are never shared, kept by who stays, and no more than were needed at once", () => {
    fc.assert(
      fc.property(views, (all) => {
        const slots = new Slots();
        let before = new Map<number, number>();
        let most = 0;
        for (const view of all.map(lines)) {
          const given = slots.of(view);
          most = Math.max(most, view.length);
          expect(new Set(given).size).toBe(view.length);
          expect(Math.max(-1, ...given)).toBeLessThan(most);
          for (const [at, line] of view.entries()) {
            if (before.has(line)) expect(given[at]).toBe(before.get(line));
          }
          before = new Map(view.map((line, at) => [line, given[at]]));
        }
      }),
    );
  });
});
