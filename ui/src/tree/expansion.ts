import { Bits } from "./bits";

/** Trees up to this size begin with their first parents open. */
const SMALL = 400;
const OPEN_AT_FIRST = 12;

/** Which parents are open. Under a filter all are, except what was closed by hand. */
export class Expansion {
  readonly open: Bits;
  private readonly closedUnderFilter: Bits;

  constructor(size: number) {
    this.open = new Bits(size);
    this.closedUnderFilter = new Bits(size);
  }

  beginOpen(size: number): void {
    if (size <= SMALL) for (let row = 0; row < Math.min(size, OPEN_AT_FIRST); row++) this.open.add(row);
  }

  isOpen(row: number, filtered: boolean): boolean {
    return filtered ? !this.closedUnderFilter.has(row) : this.open.has(row);
  }

  set(rows: readonly number[], open: boolean, filtered: boolean): void {
    const set = filtered ? this.closedUnderFilter : this.open;
    for (const row of rows) {
      if (open === filtered) set.remove(row);
      else set.add(row);
    }
  }

  /** Another filter begins with everything open. */
  filter(): void {
    this.closedUnderFilter.clear();
  }
}
