import { describe, expect, it } from "vitest";
import type { MerchantRow } from "../src/api/types";
import { matching } from "../src/features/merchants/which";

const row = (name: string, more: Partial<MerchantRow> = {}) =>
  ({
    name,
    email: `${name.slice(0, 2)}@x.co`,
    tokenExpiresAt: 100,
    drift: 0,
    missedWebhooks: 0,
    openOperations: 0,
    integrated: 1,
    stores: 1,
    ...more,
  }) as MerchantRow;
const names = (rows: MerchantRow[]) => rows.map(({ name }) => name);

describe("merchants that are looked for", () => {
  const all = [row("Café Sol"), row("Grupo Norte", { tokenExpiresAt: 50 }), row("Sol Norte", { drift: 1, stores: 2 })];
  it("are found by every word, without accents", () => {
    expect(names(matching(all, "cafe", null, 60))).toEqual(["Café Sol"]);
    expect(names(matching(all, "NORTE sol", null, 60))).toEqual(["Sol Norte"]);
    expect(names(matching(all, " gr@x ", null, 60))).toEqual(["Grupo Norte"]);
    expect(matching(all, "nobody", null, 60)).toEqual([]);
  });
  it("are those that something has to be done for", () => {
    expect(names(matching(all, "", "signIn", 60))).toEqual(["Grupo Norte"]);
    expect(names(matching(all, "", "differs", 60))).toEqual(["Sol Norte"]);
    expect(names(matching(all, "", "unfinished", 60))).toEqual(["Sol Norte"]);
    expect(matching(all, "sol", "signIn", 60)).toEqual([]);
    expect(matching([row("A", { openOperations: 2 })], "", "open", 60)).toHaveLength(1);
  });
});
