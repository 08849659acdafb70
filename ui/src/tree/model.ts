import type { Selection, StoreColumns, StoreDelta } from "../api/types";
import { Bits, prefixSums } from "./bits";
import { FILTER_OF, FILTERS, type Filter, isSelectable, type Mode } from "./states";
import { buildStructure, foldRows, foldText, type Structure } from "./structure";
import { type Visible, visibleRows, withAncestors } from "./visible";

export type Tri = "none" | "off" | "mixed" | "on";
export type View = { search: string; filters: ReadonlySet<Filter> /** Only stores of the newest run. */; run: boolean };
const NO_VIEW: View = { search: "", filters: new Set(), run: false };

/**
 * The store tree of one merchant: structure, states, checks, filter and expansion. Mutable, with one subscriber list, because
 * 100,000 rows are not copied for a click. Sums are prefix sums, recomputed when read after a change: about 0.2 ms at 100,000.
 */
export class StoreTree {
  columns!: StoreColumns & { state: Uint8Array; integration: Int32Array };
  structure!: Structure;
  /** What is being chosen for; another purpose begins with nothing chosen. */
  mode: Mode = "provision";
  view: View = NO_VIEW;
  /** Grows when the view is cleared from outside its fields. */
  cleared = 0;
  /** Grows with every change that can be seen. */
  tick = 0;
  /** Grows when the set of checked rows changes. */
  checkTick = 0;
  focused = 0;
  private checked!: Bits;
  private selectable!: Bits;
  private open!: Bits;
  /** Under a filter everything is open except what was closed by hand. */
  private closedUnderFilter!: Bits;
  /** Stores of the newest run that began here; none before one. A refresh may miss one that a later refresh has again. */
  private runIds: ReadonlySet<string> = new Set();
  private run!: Bits;
  private runs = 0;
  /** Stores that stay in view under the present filters, since they were there when a run began. */
  private keptIds: ReadonlySet<string> = new Set();
  private kept!: Bits;
  private notes!: Map<number, string>;
  private folded: string[] | null = null;
  private hits: Bits | null = null;
  private shown: Bits | null = null;
  private visibleCache: Visible | null = null;
  private sums!: { checked: Int32Array; selectable: Int32Array; ours: Int32Array; hidden: number; fresh: boolean };
  private counts: Record<Filter, number> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(columns: StoreColumns) {
    this.load(columns, new Set(), null);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): number => this.tick;

  private load(columns: StoreColumns, checkedIds: ReadonlySet<string>, openIds: ReadonlySet<string> | null): void {
    const size = columns.ids.length;
    const { state, integration } = columns;
    this.columns = { ...columns, state: new Uint8Array(state), integration: new Int32Array(integration) };
    this.structure = buildStructure(columns.parent);
    this.checked = new Bits(size);
    this.selectable = new Bits(size);
    this.open = new Bits(size);
    this.closedUnderFilter = new Bits(size);
    this.run = new Bits(size);
    this.kept = new Bits(size);
    this.runs = 0;
    this.notes = new Map(columns.notes);
    this.folded = null;
    const sums = () => new Int32Array(size + 1);
    this.sums = { checked: sums(), selectable: sums(), ours: sums(), hidden: 0, fresh: false };
    const { runIds, keptIds } = this;
    const openAtFirst = openIds === null && size <= 400;
    for (let row = 0; row < size; row++) {
      if (isSelectable(columns.state[row], this.mode)) this.selectable.add(row);
      if (checkedIds.size > 0 && checkedIds.has(columns.ids.of(row)) && this.selectable.has(row)) this.checked.add(row);
      if (runIds.size > 0 && runIds.has(columns.ids.of(row))) {
        this.run.add(row);
        this.runs++;
      }
      if (keptIds.size > 0 && keptIds.has(columns.ids.of(row))) this.kept.add(row);
      if (openAtFirst ? row < 12 : openIds?.has(columns.ids.of(row))) this.open.add(row);
    }
    this.changed({ rows: true, checks: true, states: true });
  }

  private idsOf(bits: Bits): Set<string> {
    const ids = new Set<string>();
    for (const [from, to] of bits.ranges()) for (let row = from; row < to; row++) ids.add(this.columns.ids.of(row));
    return ids;
  }

  /** New columns after a refresh: checks, expansion and focus are kept by store id. */
  refresh(columns: StoreColumns): void {
    const before = this.columns.ids;
    const focusedId = before.length > 0 ? before.of(this.focused) : null;
    this.load(columns, this.idsOf(this.checked), this.idsOf(this.open));
    this.focused = 0;
    const { ids } = this.columns;
    for (let row = 0; row < ids.length && focusedId !== null; row++) {
      if (ids.of(row) !== focusedId) continue;
      this.focused = row;
      break;
    }
  }

  /** Patches states in place. False: the structure is another one, and the columns must be read again. */
  apply(delta: StoreDelta): boolean {
    if (delta.version !== this.columns.version) return false;
    this.columns.revision = delta.revision;
    const { integrations } = this.columns;
    let unchecked = false;
    for (const { row, state, integration, note } of delta.rows) {
      this.columns.state[row] = state;
      if (integration !== null && !integrations.includes(integration)) integrations.push(integration);
      this.columns.integration[row] = integration === null ? -1 : integrations.indexOf(integration);
      if (note === null) this.notes.delete(row);
      else this.notes.set(row, note);
      if (isSelectable(state, this.mode)) this.selectable.add(row);
      else {
        this.selectable.remove(row);
        unchecked ||= this.checked.has(row);
        this.checked.remove(row);
      }
    }
    if (delta.rows.length > 0)
      this.changed({ rows: this.view.filters.size > 0 || this.view.run, checks: unchecked, states: true });
    return true;
  }

  private changed(what: { rows?: boolean; checks?: boolean; states?: boolean }): void {
    if (what.rows || what.checks || what.states) this.sums.fresh = false;
    if (what.checks) this.checkTick++;
    if (what.states) this.counts = null;
    if (what.rows) {
      this.match();
      this.visibleCache = null;
    }
    this.tick++;
    for (const listener of this.listeners) listener();
  }

  /** Folds the text for searching, ahead of the first search. */
  warm(): void {
    this.folded ??= foldRows(this.columns);
  }

  setMode(mode: Mode): void {
    if (mode === this.mode) return;
    this.mode = mode;
    this.checked.clear();
    this.selectable.clear();
    for (let row = 0; row < this.structure.size; row++)
      if (isSelectable(this.columns.state[row], mode)) this.selectable.add(row);
    this.changed({ checks: true });
  }

  setView(view: Partial<View>): void {
    if (view.filters) {
      this.kept.clear();
      this.keptIds = new Set();
    }
    if (view.search !== undefined) this.counts = null;
    this.view = { ...this.view, ...view };
    this.closedUnderFilter.clear();
    this.changed({ rows: true });
  }

  clearView(): void {
    this.cleared++;
    this.setView(NO_VIEW);
  }

  /** A run began: its stores can be shown alone, and what is in view now stays there while their states change. */
  beginRun(ids: ReadonlySet<string> | null): void {
    this.run.clear();
    this.runs = 0;
    for (let row = 0; row < this.structure.size; row++) {
      if (!(ids ? ids.has(this.columns.ids.of(row)) : this.checked.has(row))) continue;
      this.run.add(row);
      this.runs++;
    }
    this.runIds = this.idsOf(this.run);
    if (this.hits && this.view.filters.size > 0) {
      this.kept.words.set(this.hits.words);
      this.keptIds = this.idsOf(this.kept);
    }
    this.changed({ rows: true, states: true });
  }
  /** How many stores the newest run has that match the search; null before one. */
  get runCount(): number | null {
    if (this.runs === 0) return null;
    const { needle } = this;
    if (needle === "") return this.runs;
    this.folded ??= foldRows(this.columns);
    let count = 0;
    for (let row = 0; row < this.structure.size; row++)
      if (this.run.has(row) && this.folded[row].includes(needle)) count++;
    return count;
  }
  private get needle(): string {
    return foldText(this.view.search.trim());
  }

  private match(): void {
    const { search, filters, run } = this.view;
    const needle = foldText(search.trim());
    if (needle === "" && filters.size === 0 && !run) {
      this.hits = null;
      this.shown = null;
      return;
    }
    if (needle !== "") this.folded ??= foldRows(this.columns);
    const wanted = FILTER_OF.map((filter) => filters.size === 0 || (filter !== null && filters.has(filter)));
    const hits = new Bits(this.structure.size);
    const { state } = this.columns;
    for (let row = 0; row < this.structure.size; row++)
      if (
        (wanted[state[row]] || this.kept.has(row)) &&
        (!run || this.run.has(row)) &&
        (needle === "" || (this.folded as string[])[row].includes(needle))
      )
        hits.add(row);
    this.hits = hits;
    this.shown = withAncestors(this.structure, hits);
  }

  get filtered(): boolean {
    return this.hits !== null;
  }
  isHit(row: number): boolean {
    return this.hits === null || this.hits.has(row);
  }
  get visible(): Visible {
    this.visibleCache ??= visibleRows(this.structure, this.shown, (row) => this.isOpen(row));
    return this.visibleCache;
  }

  hasChildren(row: number): boolean {
    return this.structure.end[row] > row + 1;
  }
  isOpen(row: number): boolean {
    return this.filtered ? !this.closedUnderFilter.has(row) : this.open.has(row);
  }
  setOpen(rows: readonly number[], open: boolean): void {
    const set = this.filtered ? this.closedUnderFilter : this.open;
    for (const row of rows) {
      if (open === !this.filtered) set.add(row);
      else set.remove(row);
    }
    this.visibleCache = null;
    this.changed({});
  }

  private get fresh(): typeof this.sums {
    if (this.sums.fresh) return this.sums;
    prefixSums(this.checked, this.sums.checked);
    prefixSums(this.selectable, this.sums.selectable);
    let ours = 0;
    let hidden = 0;
    const { state } = this.columns;
    for (let row = 0; row < this.structure.size; row++) {
      this.sums.ours[row] = ours;
      if (state[row] === 1) ours++;
      if (this.shown && this.checked.has(row) && !this.shown.has(row)) hidden++;
    }
    this.sums.ours[this.structure.size] = ours;
    this.sums.hidden = hidden;
    this.sums.fresh = true;
    return this.sums;
  }

  /** The checkbox of a row (or of everything: -1): the sum of what can be chosen in its subtree. */
  tri(row: number): Tri {
    const [from, to] = this.span(row);
    const { selectable, checked } = this.fresh;
    const can = selectable[to] - selectable[from];
    const is = checked[to] - checked[from];
    if (can === 0) return "none";
    return is === 0 ? "off" : is === can ? "on" : "mixed";
  }
  span(row: number): [number, number] {
    return row < 0 ? [0, this.structure.size] : [row, this.structure.end[row]];
  }
  oursIn(row: number): number {
    return this.fresh.ours[this.structure.end[row]] - this.fresh.ours[row];
  }
  get selected(): number {
    return this.fresh.checked[this.structure.size];
  }
  get hidden(): number {
    return this.fresh.hidden;
  }
  isChecked(row: number): boolean {
    return this.checked.has(row);
  }
  canCheck(row: number): boolean {
    return this.selectable.has(row);
  }
  note(row: number): string | null {
    return this.notes.get(row) ?? null;
  }
  get filterCounts(): Record<Filter, number> {
    if (this.counts) return this.counts;
    const counts = Object.fromEntries(FILTERS.map((filter) => [filter, 0])) as Record<Filter, number>;
    const { needle } = this;
    if (needle !== "") this.folded ??= foldRows(this.columns);
    const { state } = this.columns;
    for (let row = 0; row < state.length; row++) {
      const filter = FILTER_OF[state[row]];
      if (filter && (needle === "" || (this.folded as string[])[row].includes(needle))) counts[filter]++;
    }
    this.counts = counts;
    return counts;
  }

  /** A click on a checkbox: the whole subtree, but under a filter only what matches. Checks unless everything it touches is checked. */
  toggle(row: number): void {
    const [from, to] = this.span(row);
    if (from === to) return;
    this.fill(from, to, !this.allChecked(from, to));
    this.changed({ checks: true });
  }
  private allChecked(from: number, to: number): boolean {
    const { checked, selectable } = this.fresh;
    if (!this.hits) return checked[to] - checked[from] === selectable[to] - selectable[from];
    for (let row = from; row < to; row++)
      if (this.selectable.has(row) && this.hits.has(row) && !this.checked.has(row)) return false;
    return true;
  }
  private fill(from: number, to: number, on: boolean): void {
    for (let word = from >>> 5; word <= (to - 1) >>> 5; word++) {
      const first = word << 5;
      let mask = 0xffffffff;
      if (from > first) mask &= 0xffffffff << (from - first);
      if (to < first + 32) mask &= 0xffffffff >>> (first + 32 - to);
      mask &= this.selectable.words[word];
      if (this.hits) mask &= this.hits.words[word];
      if (on) this.checked.words[word] |= mask;
      else this.checked.words[word] &= ~mask;
    }
  }

  /** Shift: checks every line between two, a closed parent with all that is in it. */
  checkBetween(a: number, b: number): void {
    const { position, rows } = this.visible;
    const [from, to] = [position[a], position[b]].sort((x, y) => x - y);
    if (from < 0) return;
    for (let index = from; index <= to; index++) {
      const row = rows[index];
      this.fill(row, this.isOpen(row) ? row + 1 : this.structure.end[row], true);
    }
    this.changed({ checks: true });
  }
  checkAll(): void {
    if (this.structure.size > 0) this.fill(0, this.structure.size, true);
    this.changed({ checks: true });
  }
  clear(): void {
    this.checked.clear();
    this.changed({ checks: true });
  }
  focus(row: number): void {
    if (row === this.focused) return;
    this.focused = row;
    this.changed({});
  }

  /** What the view is about: the chosen rows, or else those that match the filter, or all. Context rows are not. */
  get shownRows(): Selection {
    const all: [number, number][] = this.structure.size > 0 ? [[0, this.structure.size]] : [];
    const rows = this.selected > 0 ? this.checked.ranges() : (this.hits?.ranges() ?? all);
    return { version: this.columns.version, ranges: rows };
  }

  get selection(): Selection {
    return { version: this.columns.version, ranges: this.checked.ranges() };
  }
}
