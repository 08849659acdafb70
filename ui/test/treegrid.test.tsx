import { act, fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { makeColumns, sent } from "../dev/stores";
import { StoreGrid } from "../src/features/stores/StoreGrid";
import { StoreTree } from "../src/tree/model";
import { columnsOf } from "./columns";
import { show } from "./render";

/** 0 ▸ (1, 2 ▸ (3)), 4 (ours), 5 ▸ (6) */
function small() {
  const tree = new StoreTree(
    columnsOf(
      [0, 1, 1, 2, 0, 0, 1],
      [0, 0, 0, 3, 1, 0, 0],
      ["Alpha", "Árbol", "Beta", "Gamma", "Delta", "Épsilon", "Zeta"],
    ),
  );
  tree.setOpen([0, 2, 5], false);
  return tree;
}

const row = (index: number) => document.querySelector<HTMLElement>(`[data-row="${index}"]`);
const press = (key: string, more: object = {}) =>
  act(() => void fireEvent.keyDown(document.activeElement as Element, { key, ...more }));
const focused = () => Number((document.activeElement as HTMLElement).dataset.row);

function start(tree = small(), onOpen = vi.fn()) {
  show(<StoreGrid tree={tree} reading={false} onOpen={onOpen} />);
  act(() => row(0)?.focus());
  return { tree, onOpen };
}

describe("the treegrid", () => {
  it("says where each row stands", () => {
    const { tree } = start();
    act(() => tree.setOpen([0], true));
    const beta = row(2) as HTMLElement;
    expect(screen.getByRole("treegrid").getAttribute("aria-rowcount")).toBe("6");
    expect(beta.getAttribute("aria-rowindex")).toBe("4");
    expect(beta.getAttribute("aria-level")).toBe("2");
    expect(beta.getAttribute("aria-posinset")).toBe("2");
    expect(beta.getAttribute("aria-setsize")).toBe("2");
    expect(beta.getAttribute("aria-expanded")).toBe("false");
    expect(row(1)?.hasAttribute("aria-expanded")).toBe(false);
  });

  it("moves with the arrows, Home and End, and opens and closes with Right and Left", () => {
    start();
    press("ArrowDown");
    expect(focused()).toBe(4);
    press("End");
    expect(focused()).toBe(5);
    press("Home");
    expect(focused()).toBe(0);
    press("ArrowRight");
    expect(row(0)?.getAttribute("aria-expanded")).toBe("true");
    press("ArrowRight");
    expect(focused()).toBe(1);
    press("ArrowLeft");
    expect(focused()).toBe(0);
    press("ArrowLeft");
    expect(row(0)?.getAttribute("aria-expanded")).toBe("false");
  });

  it("has exactly one row in the tab order", () => {
    start();
    press("ArrowDown");
    expect([...document.querySelectorAll('[data-row][tabindex="0"]')]).toEqual([row(4)]);
  });

  it("checks with Space what can be checked, and shows the parent as mixed", () => {
    const { tree } = start();
    press(" ");
    expect(tree.selection.ranges).toEqual([[0, 4]]);
    press("ArrowRight");
    press("ArrowDown");
    press(" ");
    expect(row(0)?.querySelector("[role=checkbox]")?.getAttribute("aria-checked")).toBe("mixed");
    const ours = row(4)?.querySelector("[role=checkbox]");
    expect(ours?.getAttribute("aria-disabled")).toBe("true");
    expect(ours?.getAttribute("aria-label")).toContain("Integrated");
  });

  it("extends with Shift and arrows, and with Shift and Space from the anchor", () => {
    const { tree } = start();
    press("ArrowDown", { shiftKey: true });
    expect(tree.selection.ranges).toEqual([[0, 4]]);
    act(() => tree.clear());
    press("Home");
    press("End");
    press("ArrowUp");
    press("ArrowDown");
    press(" ", { shiftKey: true });
    expect(tree.selection.ranges).toEqual([[5, 7]]);
  });

  it("checks everything with Ctrl and A", () => {
    const { tree } = start();
    press("a", { ctrlKey: true });
    expect(tree.selected).toBe(6);
  });

  it("opens all siblings with *", () => {
    start();
    press("*");
    expect(row(0)?.getAttribute("aria-expanded")).toBe("true");
    expect(row(5)?.getAttribute("aria-expanded")).toBe("true");
  });

  it("opens a parent with Enter, and the details of a store", () => {
    const { onOpen } = start();
    press("Enter");
    expect(row(0)?.getAttribute("aria-expanded")).toBe("true");
    press("ArrowDown");
    press("Enter");
    expect(onOpen).toHaveBeenCalledWith(1);
  });

  it("finds by typing, without minding accents", () => {
    start();
    press("e");
    expect(focused()).toBe(5);
    press("*");
    expect(row(5)?.getAttribute("aria-expanded")).toBe("false");
  });

  it("keeps the focus when a filter takes the row away", () => {
    const { tree } = start();
    press("ArrowDown");
    act(() => tree.setView({ filters: new Set(["failed"] as const) }));
    expect(focused()).toBe(3);
  });

  it("keeps the focus and the choice through a delta", () => {
    const { tree } = start();
    press(" ");
    press("End");
    act(
      () => void tree.apply({ version: 1, revision: 2, rows: [{ row: 1, state: 7, integration: null, note: null }] }),
    );
    expect(focused()).toBe(5);
    expect(tree.selection.ranges).toEqual([
      [0, 1],
      [2, 4],
    ]);
  });

  it("never has more than 200 of 100,000 rows in the DOM, and still reaches the last", () => {
    const tree = new StoreTree(sent(makeColumns(100_000)));
    start(tree);
    press("End");
    const last = tree.visible.rows[tree.visible.rows.length - 1];
    expect(focused()).toBe(last);
    expect(document.querySelectorAll("[data-row]").length).toBeLessThanOrEqual(200);
  });
});
