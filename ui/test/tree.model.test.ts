import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoreColumns } from "../src/api/types";
import { StoreTree } from "../src/tree/model";
import { FILTERS, type Filter } from "../src/tree/states";
import { anyColumns, columnsOf } from "./columns";
import { NaiveTree } from "./naive";

type Step =
  | { do: "toggle" | "open" | "all"; at: number }
  | { do: "search"; text: string }
  | { do: "filters"; filters: Filter[] }
  | { do: "delta"; at: number; states: number[] }
  | { do: "begin" }
  | { do: "run"; on: boolean }
  | { do: "clear" }
  | { do: "refresh"; columns: StoreColumns };

const at = fc.integer({ min: -1, max: 60 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("toggle" as const), at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("open" as const), at }) },
  fc.record({ do: fc.constant("all" as const), at }),
  fc.record({ do: fc.constant("search" as const), text: fc.constantFrom("", "ACAI", "é", "s1", "nandu", "  ", "zzz") }),
  fc.record({ do: fc.constant("filters" as const), filters: fc.subarray([...FILTERS]) }),
  fc.record({
    do: fc.constant("delta" as const),
    at,
    states: fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 6 }),
  }),
  fc.record({ do: fc.constant("begin" as const) }),
  fc.record({ do: fc.constant("run" as const), on: fc.boolean() }),
  fc.record({ do: fc.constant("clear" as const) }),
  fc.record({ do: fc.constant("refresh" as const), columns: anyColumns(2) }),
);

/** Whether a row is among the chosen ones. */
const isChecked = (tree: StoreTree, row: number) => tree.selection.ranges.some(([from, to]) => row >= from && row < to);

function take(step: Step, tree: StoreTree, naive: NaiveTree): void {
  const size = tree.structure.size;
  const row = "at" in step && step.at >= 0 ? step.at % size : -1;
  if (step.do === "toggle") {
    tree.toggle(row);
    naive.toggle(row);
  }
  if (step.do === "open" && row >= 0) tree.setOpen([row], !tree.isOpen(row));
  if (step.do === "all") {
    tree.checkAll();
    naive.checkAll();
  }
  if (step.do === "search") {
    tree.setView({ search: step.text });
    naive.search = step.text;
  }
  if (step.do === "filters") {
    tree.setView({ filters: new Set(step.filters) });
    naive.filters = step.filters;
    naive.kept.clear();
  }
  if (step.do === "begin") {
    tree.beginRun(null);
    naive.begin();
  }
  if (step.do === "run") {
    tree.setView({ run: step.on });
    naive.run = step.on;
  }
  if (step.do === "clear") {
    tree.showView();
    naive.search = "";
    naive.filters = [];
    naive.kept.clear();
    naive.run = false;
  }
  if (step.do === "delta") {
    const rows = step.states.map((state, index) => ({
      row: (Math.max(0, row) + index * 3) % size,
      state,
      integration: null,
      note: null,
    }));
    tree.apply({ version: tree.columns.version, revision: tree.columns.revision + 1, rows });
    naive.apply(rows);
  }
  if (step.do === "refresh") {
    tree.refresh(step.columns);
    naive.refresh(step.columns);
  }
}

function agree(tree: StoreTree, naive: NaiveTree): void {
  const checked = naive.rows.filter((row) => naive.isChecked(row));
  expect(naive.rows.map((row) => tree.tri(row))).toEqual(naive.rows.map((row) => naive.tri(row)));
  expect(tree.tri(-1)).toBe(naive.tri(-1));
  expect(naive.rows.filter((row) => isChecked(tree, row))).toEqual(checked);
  expect(checked.every((row) => naive.selectable(row) && tree.canCheck(row))).toBe(true);
  expect(tree.selection.ranges.flatMap(([from, to]) => naive.rows.slice(from, to))).toEqual(checked);
  expect(tree.selected).toBe(checked.length);
  expect(tree.filterCounts).toEqual(Object.fromEntries(FILTERS.map((filter) => [filter, naive.count(filter)])));
  const ofRun = naive.rows.filter((row) => naive.ofRun.has(naive.columns.ids.of(row)));
  expect(tree.runCount).toBe(ofRun.length === 0 ? null : ofRun.filter((row) => naive.found(row)).length);
  const visible = naive.visible((row) => tree.isOpen(row));
  expect([...tree.visible.rows]).toEqual(visible);
  if (tree.filtered) expect(tree.hidden).toBe(checked.filter((row) => !naive.shown(row)).length);
  for (const row of visible) {
    const siblings = visible.filter((other) => naive.columns.parent[other] === naive.columns.parent[row]);
    expect(tree.visible.place[row]).toBe(siblings.indexOf(row) + 1);
    expect(tree.visible.siblings(row)).toBe(siblings.length);
  }
}

describe("the store tree", () => {
  it("is its definition after any sequence of clicks, filters, searches, deltas and refreshes", () => {
    fc.assert(
      fc.property(anyColumns(1), fc.array(anyStep, { maxLength: 14 }), (columns, steps) => {
        const tree = new StoreTree(columns);
        const naive = new NaiveTree(columns);
        for (const step of steps) {
          take(step, tree, naive);
          agree(tree, naive);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("keeps what was in view when a run began under a filter, until the filters change", () => {
    const tree = new StoreTree(columnsOf([0, 0, 0], [0, 0, 1]));
    tree.setView({ filters: new Set(["not_integrated"]) });
    tree.toggle(0);
    tree.beginRun(null);
    tree.apply({ version: 1, revision: 2, rows: [{ row: 0, state: 7, integration: null, note: null }] });
    expect([...tree.visible.rows]).toEqual([0, 1]);
    tree.setView({ run: true });
    expect([[...tree.visible.rows], tree.runCount]).toEqual([[0], 1]);
    tree.setView({ run: false, filters: new Set(["not_integrated"]) });
    expect([...tree.visible.rows]).toEqual([1]);
  });

  it("knows a store of the run again that one refresh missed", () => {
    const tree = new StoreTree(columnsOf([0, 0], [0, 0], [], 1, ["s0", "s1"]));
    tree.checkAll();
    tree.beginRun(null);
    tree.refresh(columnsOf([0], [0], [], 2, ["s0"]));
    expect(tree.runCount).toBe(1);
    tree.refresh(columnsOf([0, 0], [0, 0], [], 3, ["s1", "s0"]));
    expect(tree.runCount).toBe(2);
  });

  it("hands out ranges that are in order, apart and as few as possible", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 140 }), (wanted) => {
        const tree = new StoreTree(
          columnsOf(
            wanted.map(() => 0),
            wanted.map(() => 0),
          ),
        );
        for (const [row, on] of wanted.entries()) if (on) tree.toggle(row);
        const { ranges } = tree.selection;
        for (const [index, [from, to]] of ranges.entries()) {
          expect(from).toBeLessThan(to);
          if (index > 0) expect(from).toBeGreaterThan(ranges[index - 1][1]);
        }
        expect(ranges.flatMap(([from, to]) => Array.from({ length: to - from }, (_, step) => from + step))).toEqual(
          wanted.flatMap((on, row) => (on ? [row] : [])),
        );
      }),
    );
  });

  it("refuses a delta of another structure and changes nothing", () => {
    const tree = new StoreTree(columnsOf([0, 1], [0, 0]));
    expect(tree.apply({ version: 9, revision: 5, rows: [{ row: 0, state: 1, integration: null, note: null }] })).toBe(
      false,
    );
    expect(Array.from(tree.columns.state)).toEqual([0, 0]);
    expect(tree.columns.revision).toBe(1);
  });

  it("keeps the focus on the same store through a refresh", () => {
    const tree = new StoreTree(columnsOf([0, 0, 0], [0, 0, 0]));
    tree.focus(2);
    tree.refresh(columnsOf([0, 0, 0, 0], [0, 0, 0, 0], [], 2, ["new", "s0", "s2", "s1"]));
    expect(tree.columns.ids.of(tree.focused)).toBe("s2");
  });

  it("extends a selection over closed parents with all that is in them, over open ones line by line", () => {
    const columns = columnsOf([0, 1, 1, 0, 1, 0], [0, 0, 0, 0, 0, 0]);
    const tree = new StoreTree(columns);
    tree.setOpen([3], false);
    tree.setOpen([0], true);
    tree.checkBetween(0, 3);
    expect(tree.selection.ranges).toEqual([[0, 5]]);
    tree.clear();
    tree.checkBetween(0, 1);
    expect(tree.selection.ranges).toEqual([[0, 2]]);
  });
});
