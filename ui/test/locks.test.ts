import { describe, expect, it } from "vitest";
import type { TeamClaimRow } from "../src/api/types";
import { StoreTree } from "../src/tree/model";
import { columnsOf } from "./columns";

const claim = (store: string, more: Partial<TeamClaimRow> = {}): TeamClaimRow => ({
  store,
  person: "Bruno Díaz",
  isThis: false,
  stage: "planned",
  since: 0,
  weAsked: false,
  askedBy: [],
  ...more,
});

describe("stores of a colleague", () => {
  const made = () => new StoreTree(columnsOf([0, 1, 1, 0], [0, 0, 0, 0]));

  it("are chosen by nobody else, and lose their check", () => {
    const tree = made();
    tree.checkAll();
    expect(tree.selected).toBe(4);
    tree.setClaims([claim(tree.columns.ids.of(1)), claim("strange"), claim(tree.columns.ids.of(2), { isThis: true })]);
    expect(tree.selected).toBe(3);
    expect(tree.canCheck(1)).toBe(false);
    expect(tree.locks.of(1)?.person).toBe("Bruno Díaz");
    expect(tree.locks.of(2), "what this computer has is no lock").toBeNull();
    tree.checkAll();
    expect(tree.selected).toBe(3);
    tree.setMode("deprovision");
    tree.setMode("provision");
    expect(tree.canCheck(1), "another purpose unlocks nothing").toBe(false);
  });

  it("can be chosen again when they are let go", () => {
    const tree = made();
    tree.setClaims([claim(tree.columns.ids.of(1))]);
    tree.setClaims([]);
    expect(tree.canCheck(1)).toBe(true);
  });

  it("stay locked when the tree is read anew", () => {
    const tree = made();
    tree.setClaims([claim(tree.columns.ids.of(1))]);
    tree.refresh(columnsOf([0, 1, 1, 0], [0, 0, 0, 0]));
    expect(tree.canCheck(1)).toBe(false);
  });
});
