import { bench, describe } from "vitest";
import { makeColumns, sent } from "../dev/stores";
import { StoreTree } from "../src/tree/model";

const columns = sent(makeColumns(100_000));
const tree = new StoreTree(columns);
tree.setView({ search: "warm" });
tree.setView({ search: "" });

/** 100,000 stores; a copy of one column of them is the baseline to compare with. */
describe("100,000 stores", () => {
  bench("baseline: copy one column", () => {
    Int32Array.from(columns.parent);
  });
  bench("build, to the first visible rows", () => {
    void new StoreTree(columns).visible;
  });
  bench("check the root, to every sum", () => {
    tree.toggle(-1);
    tree.tri(-1);
  });
  bench("filter, to the visible rows", () => {
    tree.setView({ filters: new Set(["not_integrated"] as const) });
    void tree.visible;
    tree.setView({ filters: new Set() });
  });
  bench("search, to the visible rows", () => {
    tree.setView({ search: "usaquen" });
    void tree.visible;
    tree.setView({ search: "" });
  });
  bench("delta of 20 rows", () => {
    const rows = Array.from({ length: 20 }, (_, row) => ({ row: row * 7, state: 7, integration: null, note: null }));
    tree.apply({ version: columns.version, revision: 2, rows });
    tree.tri(-1);
  });
});
