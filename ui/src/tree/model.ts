import type { Selection, StoreColumns, StoreDelta, TeamClaimRow } from "../api/types";
import { Checks, type Tri } from "./checks";
import { Expansion } from "./expansion";
import { Heard } from "./heard";
import { idsOf, rowOf } from "./ids";
import { Locks } from "./locks";
import { Matches, NO_VIEW, type View } from "./matches";
import type { Filter, Mode } from "./states";
import { buildStructure, type Structure } from "./structure";
import { Tally } from "./tally";
import { type Visible, visibleRows } from "./visible";

/**
 * The store tree of one merchant: structure, states, checks, filter and expansion. Mutable, with one subscriber list, because
 * 100,000 rows are not copied for a click.
 */
export class StoreTree extends Heard {
  columns!: StoreColumns & { state: Uint8Array; integration: Int32Array };
  structure!: Structure;
  /** What is being chosen for; another purpose begins with nothing chosen. */
  mode: Mode = "provision";
  /** Grows when the view is set from outside its fields. */
  replaced = 0;
  /** Grows when the set of checked rows changes. */
  checkTick = 0;
  focused = 0;
  private checks!: Checks;
  private readonly matches = new Matches();
  private expansion!: Expansion;
  private tally!: Tally;
  private notes!: Map<number, string>;
  private claims: readonly TeamClaimRow[] = [];
  /** What colleagues work on. */
  locks!: Locks;
  private visibleCache: Visible | null = null;

  constructor(columns: StoreColumns) {
    super();
    this.load(columns, new Set(), null);
  }

  private load(columns: StoreColumns, checkedIds: ReadonlySet<string>, openIds: ReadonlySet<string> | null): void {
    const size = columns.ids.length;
    const { state, integration } = columns;
    this.columns = { ...columns, state: new Uint8Array(state), integration: new Int32Array(integration) };
    this.structure = buildStructure(columns.parent);
    this.checks = new Checks(size);
    this.expansion = new Expansion(size);
    this.tally = new Tally(size);
    this.notes = new Map(columns.notes);
    this.matches.load(columns);
    this.locks = new Locks(columns.ids, this.claims);
    this.checks.lock(this.locks.bits, this.columns.state, this.mode);
    const { checked, selectable } = this.checks;
    if (openIds === null) this.expansion.beginOpen(size);
    else
      for (let row = 0; row < size; row++) {
        const id = columns.ids.of(row);
        if (checkedIds.has(id) && selectable.has(row)) checked.add(row);
        if (openIds.has(id)) this.expansion.open.add(row);
      }
    this.changed({ rows: true, checks: true, states: true });
  }

  /** New columns after a refresh: checks, expansion and focus are kept by store id. */
  refresh(columns: StoreColumns): void {
    const { ids } = this.columns;
    const focusedId = ids.length > 0 ? ids.of(this.focused) : null;
    this.load(columns, idsOf(ids, this.checks.checked), idsOf(ids, this.expansion.open));
    this.focused = focusedId === null ? 0 : Math.max(0, rowOf(this.columns.ids, focusedId));
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
      unchecked = this.checks.moved(row, state, this.mode) || unchecked;
    }
    if (delta.rows.length > 0)
      this.changed({ rows: this.view.filters.size > 0 || this.view.run, checks: unchecked, states: true });
    return true;
  }

  /** Who of the team has which store: what a colleague has can be chosen by nobody else. */
  setClaims(claims: readonly TeamClaimRow[]): void {
    if (claims === this.claims) return;
    this.claims = claims;
    this.locks = new Locks(this.columns.ids, claims);
    const unchecked = this.checks.lock(this.locks.bits, this.columns.state, this.mode);
    this.changed({ checks: unchecked, states: true });
  }

  private changed(what: { rows?: boolean; checks?: boolean; states?: boolean }): void {
    if (what.rows || what.checks || what.states) {
      this.tally.stale();
      this.checks.stale();
    }
    if (what.checks) this.checkTick++;
    if (what.states) this.matches.stale();
    if (what.rows) {
      this.matches.match(this.columns, this.structure);
      this.visibleCache = null;
    }
    this.tell();
  }

  /** Folds the text for searching, ahead of the first search. */
  warm(): void {
    this.matches.warm(this.columns);
  }

  setMode(mode: Mode): void {
    if (mode === this.mode) return;
    this.mode = mode;
    this.checks.begin(this.columns.state, mode);
    this.changed({ checks: true });
  }

  get view(): View {
    return this.matches.view;
  }
  setView(view: Partial<View>): void {
    this.matches.set(view, this.columns);
    this.expansion.filter();
    this.changed({ rows: true });
  }
  /** Another view from outside its fields, as an address has it, or none. */
  showView(view: View = NO_VIEW): void {
    this.replaced++;
    this.setView(view);
  }

  /** A run began, of these stores or of the chosen ones. */
  beginRun(ids: ReadonlySet<string> | null): void {
    this.matches.beginRun(ids ?? idsOf(this.columns.ids, this.checks.checked), this.columns);
    this.changed({ rows: true, states: true });
  }
  /** How many stores the newest run has that match the search; null before one. */
  get runCount(): number | null {
    return this.matches.runCount(this.columns);
  }
  get filterCounts(): Record<Filter, number> {
    return this.matches.filterCounts(this.columns);
  }

  get filtered(): boolean {
    return this.matches.hits !== null;
  }
  isHit(row: number): boolean {
    return this.matches.hits === null || this.matches.hits.has(row);
  }
  get visible(): Visible {
    this.visibleCache ??= visibleRows(this.structure, this.matches.shown, (row) => this.isOpen(row));
    return this.visibleCache;
  }

  hasChildren(row: number): boolean {
    return this.structure.end[row] > row + 1;
  }
  isOpen(row: number): boolean {
    return this.expansion.isOpen(row, this.filtered);
  }
  setOpen(rows: readonly number[], open: boolean): void {
    this.expansion.set(rows, open, this.filtered);
    this.visibleCache = null;
    this.changed({});
  }

  private tallied(row: number): { ours: number; hidden: number } {
    const [from, to] = this.span(row);
    return this.tally.of(from, to, this.columns.state, this.checks.checked, this.matches.shown);
  }

  /** The checkbox of a row (or of everything: -1): the sum of what can be chosen in its subtree. */
  tri(row: number): Tri {
    return this.checks.tri(...this.span(row));
  }
  span(row: number): [number, number] {
    return row < 0 ? [0, this.structure.size] : [row, this.structure.end[row]];
  }
  oursIn(row: number): number {
    return this.tallied(row).ours;
  }
  get selected(): number {
    return this.checks.total;
  }
  get hidden(): number {
    return this.tallied(-1).hidden;
  }
  canCheck(row: number): boolean {
    return this.checks.selectable.has(row);
  }
  note(row: number): string | null {
    return this.notes.get(row) ?? null;
  }

  /** A click on a checkbox: the whole subtree, but under a filter only what matches. Checks unless everything it touches is checked. */
  toggle(row: number): void {
    const [from, to] = this.span(row);
    if (from === to) return;
    const { hits } = this.matches;
    this.checks.fill(from, to, !this.checks.isFull(from, to, hits), hits);
    this.changed({ checks: true });
  }
  /** Shift: checks every line between two, a closed parent with all that is in it. */
  checkBetween(a: number, b: number): void {
    const { position, rows } = this.visible;
    const [from, to] = [position[a], position[b]].sort((x, y) => x - y);
    if (from < 0) return;
    for (let index = from; index <= to; index++) {
      const row = rows[index];
      this.checks.fill(row, this.isOpen(row) ? row + 1 : this.structure.end[row], true, this.matches.hits);
    }
    this.changed({ checks: true });
  }
  checkAll(): void {
    if (this.structure.size > 0) this.checks.fill(0, this.structure.size, true, this.matches.hits);
    this.changed({ checks: true });
  }
  clear(): void {
    this.checks.checked.clear();
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
    const rows = this.selected > 0 ? this.checks.checked.ranges() : (this.matches.hits?.ranges() ?? all);
    return { version: this.columns.version, ranges: rows };
  }

  get selection(): Selection {
    return { version: this.columns.version, ranges: this.checks.checked.ranges() };
  }
}
