import { describe, expect, it } from "vitest";
import { actWord } from "../src/features/activity/acts";
import { wordsIn } from "../src/i18n";
import { WINDOW_LANGUAGES } from "../src/i18n/languages";
import { activityRows } from "./fixtures";

describe("an entry of the audit log", () => {
  it("has a word in every language, whatever the act", () => {
    for (const language of WINDOW_LANGUAGES) {
      const { t } = wordsIn(language);
      for (const row of activityRows.filter(({ act }) => act !== null)) {
        expect(actWord(row, t), row.written).not.toMatch(/^(act\.|$)/);
        expect(actWord(row, t)).not.toBe(row.written);
      }
    }
  });

  it("that another program wrote is shown as it is written", () => {
    const { t } = wordsIn("en");
    const unknown = activityRows.filter(({ act }) => act === null);
    expect(unknown.map((row) => actWord(row, t))).toEqual(["sun_storm_noted"]);
  });
});
