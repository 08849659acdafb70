import type { StoreColumns } from "../api/types";
import { Bits } from "./bits";
import { idsOf } from "./ids";
import { FILTER_OF, FILTERS, type Filter } from "./states";
import { foldRows, foldText, type Structure } from "./structure";
import { withAncestors } from "./visible";

export type View = { search: string; filters: ReadonlySet<Filter> /** Only stores of the newest run. */; run: boolean };
export const NO_VIEW: View = { search: "", filters: new Set(), run: false };

/** Rows by their store ids, which outlive a refresh: one may miss a store that a later one has again. */
class Marked {
  ids: ReadonlySet<string> = new Set();
  rows = new Bits(0);
  count = 0;

  load(columns: StoreColumns): void {
    this.rows = new Bits(columns.ids.length);
    this.count = 0;
    if (this.ids.size === 0) return;
    for (let row = 0; row < columns.ids.length; row++) {
      if (!this.ids.has(columns.ids.of(row))) continue;
      this.rows.add(row);
      this.count++;
    }
  }
}

/** Which rows the search and the filters leave. */
export class Matches {
  view: View = NO_VIEW;
  hits: Bits | null = null;
  /** The hits with their ancestors. */
  shown: Bits | null = null;
  /** Stores of the newest run that began here; none before one. */
  private readonly run = new Marked();
  /** Stores that stay in view under the present filters, since they were there when a run began. */
  private readonly kept = new Marked();
  private folded: string[] | null = null;
  private counts: Record<Filter, number> | null = null;

  load(columns: StoreColumns): void {
    this.folded = null;
    this.run.load(columns);
    this.kept.load(columns);
  }

  /** Folds the text for searching, ahead of the first search. */
  warm(columns: StoreColumns): string[] {
    this.folded ??= foldRows(columns);
    return this.folded;
  }

  /** States changed: the filters' counts are others. */
  stale(): void {
    this.counts = null;
  }

  set(view: Partial<View>, columns: StoreColumns): void {
    if (view.filters) this.mark(this.kept, new Set(), columns);
    if (view.search !== undefined) this.counts = null;
    this.view = { ...this.view, ...view };
  }

  private mark(which: Marked, ids: ReadonlySet<string>, columns: StoreColumns): void {
    which.ids = ids;
    which.load(columns);
  }

  /** A run of these stores began: they can be shown alone, and what is in view now stays there while their states change. */
  beginRun(ids: ReadonlySet<string>, columns: StoreColumns): void {
    this.mark(this.run, ids, columns);
    if (this.hits && this.view.filters.size > 0) this.mark(this.kept, idsOf(columns.ids, this.hits), columns);
  }

  private get needle(): string {
    return foldText(this.view.search.trim());
  }

  match(columns: StoreColumns & { state: Uint8Array }, structure: Structure): void {
    const { filters, run } = this.view;
    const { needle } = this;
    this.hits = null;
    this.shown = null;
    if (needle === "" && filters.size === 0 && !run) return;
    const folded = needle === "" ? null : this.warm(columns);
    const wanted = FILTER_OF.map((filter) => filters.size === 0 || (filter !== null && filters.has(filter)));
    const hits = new Bits(structure.size);
    for (let row = 0; row < structure.size; row++)
      if (
        (wanted[columns.state[row]] || this.kept.rows.has(row)) &&
        (!run || this.run.rows.has(row)) &&
        (folded === null || folded[row].includes(needle))
      )
        hits.add(row);
    this.hits = hits;
    this.shown = withAncestors(structure, hits);
  }

  /** How many stores the newest run has that match the search; null before one. */
  runCount(columns: StoreColumns): number | null {
    if (this.run.count === 0) return null;
    const { needle } = this;
    if (needle === "") return this.run.count;
    const folded = this.warm(columns);
    let count = 0;
    for (let row = 0; row < folded.length; row++) if (this.run.rows.has(row) && folded[row].includes(needle)) count++;
    return count;
  }

  /** How many stores each filter has that match the search. */
  filterCounts(columns: StoreColumns & { state: Uint8Array }): Record<Filter, number> {
    if (this.counts) return this.counts;
    const counts = Object.fromEntries(FILTERS.map((filter) => [filter, 0])) as Record<Filter, number>;
    const { needle } = this;
    const folded = needle === "" ? null : this.warm(columns);
    for (let row = 0; row < columns.state.length; row++) {
      const filter = FILTER_OF[columns.state[row]];
      if (filter && (folded === null || folded[row].includes(needle))) counts[filter]++;
    }
    this.counts = counts;
    return counts;
  }
}
