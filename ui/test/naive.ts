import type { StoreColumns, StoreDelta } from "../src/api/types";
import type { Tri } from "../src/tree/checks";
import type { Filter } from "../src/tree/states";

const SELECTABLE = [0, 3, 4];
const MEMBERS: Record<Filter, number[]> = {
  not_integrated: [0, 10],
  ours: [1],
  other: [2],
  failed: [3, 4],
  unknown: [8, 9],
};

/** The tree by its definitions, as slow and as plain as can be: what the real one is compared with. */
export class NaiveTree {
  checked = new Set<string>();
  search = "";
  filters: Filter[] = [];
  run = false;
  ofRun = new Set<string>();
  kept = new Set<string>();
  states: number[];

  constructor(public columns: StoreColumns) {
    this.states = Array.from(columns.state);
  }
  isIn(row: number, top: number): boolean {
    for (let at = row; at >= 0; at = this.columns.parent[at]) if (at === top) return true;
    return top === -1;
  }
  get rows(): number[] {
    return Array.from({ length: this.columns.ids.length }, (_, row) => row);
  }
  selectable(row: number): boolean {
    return SELECTABLE.includes(this.states[row]);
  }
  isChecked(row: number): boolean {
    return this.checked.has(this.columns.ids.of(row));
  }
  found(row: number): boolean {
    const { names, ids, brands, brand } = this.columns;
    const plain = (text: string) =>
      text
        .normalize("NFD")
        .replace(/[\u0300-\u036f]/g, "")
        .toLowerCase();
    return [names.of(row), ids.of(row), brands[brand[row]]].some((text) =>
      plain(text).includes(plain(this.search.trim())),
    );
  }
  hit(row: number): boolean {
    const id = this.columns.ids.of(row);
    const wanted =
      this.filters.length === 0 || this.filters.some((filter) => MEMBERS[filter].includes(this.states[row]));
    return this.found(row) && (wanted || this.kept.has(id)) && (!this.run || this.ofRun.has(id));
  }
  /** A chip's number: what it stands for within the search. */
  count(filter: Filter): number {
    return this.rows.filter((row) => this.found(row) && MEMBERS[filter].includes(this.states[row])).length;
  }
  /** A run of the checked rows begins: what matches the filters now goes on matching until they change. */
  begin(): void {
    this.ofRun = new Set(this.checked);
    if (this.filters.length > 0)
      this.kept = new Set(this.rows.filter((row) => this.hit(row)).map((row) => this.columns.ids.of(row)));
  }
  shown(row: number): boolean {
    return this.rows.some((other) => this.hit(other) && this.isIn(other, row));
  }
  tri(top: number): Tri {
    const can = this.rows.filter((row) => this.isIn(row, top) && this.selectable(row));
    const is = can.filter((row) => this.isChecked(row));
    if (can.length === 0) return "none";
    return is.length === 0 ? "off" : is.length === can.length ? "on" : "mixed";
  }
  toggle(top: number): void {
    const touched = this.rows.filter((row) => this.isIn(row, top) && this.selectable(row) && this.hit(row));
    const off = touched.every((row) => this.isChecked(row));
    for (const row of touched) {
      if (off) this.checked.delete(this.columns.ids.of(row));
      else this.checked.add(this.columns.ids.of(row));
    }
  }
  checkAll(): void {
    for (const row of this.rows) if (this.selectable(row) && this.hit(row)) this.checked.add(this.columns.ids.of(row));
  }
  apply(rows: StoreDelta["rows"]): void {
    for (const { row, state } of rows) {
      this.states[row] = state;
      this.drop();
    }
  }
  refresh(columns: StoreColumns): void {
    this.columns = columns;
    this.states = Array.from(columns.state);
    this.drop();
  }
  private drop(): void {
    const kept = this.rows
      .filter((row) => this.selectable(row) && this.isChecked(row))
      .map((row) => this.columns.ids.of(row));
    this.checked = new Set(kept);
  }
  visible(isOpen: (row: number) => boolean): number[] {
    const filtered = this.search.trim() !== "" || this.filters.length > 0 || this.run;
    return this.rows.filter((row) => {
      if (filtered && !this.shown(row)) return false;
      for (let above = this.columns.parent[row]; above >= 0; above = this.columns.parent[above])
        if (!isOpen(above)) return false;
      return true;
    });
  }
}
