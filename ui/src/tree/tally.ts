import type { Bits } from "./bits";

/** Sums over the rows that are counted when they are read, and again after a change. */
export class Tally {
  private readonly ours: Int32Array;
  private checkedOutOfView = 0;
  private fresh = false;

  constructor(private readonly size: number) {
    this.ours = new Int32Array(size + 1);
  }

  stale(): void {
    this.fresh = false;
  }

  private count(states: Uint8Array, checked: Bits, shown: Bits | null): void {
    if (this.fresh) return;
    let ours = 0;
    let hidden = 0;
    for (let row = 0; row < this.size; row++) {
      this.ours[row] = ours;
      if (states[row] === 1) ours++;
      if (shown && checked.has(row) && !shown.has(row)) hidden++;
    }
    this.ours[this.size] = ours;
    this.checkedOutOfView = hidden;
    this.fresh = true;
  }

  /** How many of the rows from `from` up to `to` are integrated with us, and how many chosen ones a filter hides. */
  of(
    from: number,
    to: number,
    states: Uint8Array,
    checked: Bits,
    shown: Bits | null,
  ): { ours: number; hidden: number } {
    this.count(states, checked, shown);
    return { ours: this.ours[to] - this.ours[from], hidden: this.checkedOutOfView };
  }
}
