import { Bits, prefixSums } from "./bits";
import { isSelectable, type Mode } from "./states";

export type Tri = "none" | "off" | "mixed" | "on";

/** Which rows are chosen, of those that can be. Sums are prefix sums, read anew after a change: about 0.2 ms at 100,000. */
export class Checks {
  readonly checked: Bits;
  readonly selectable: Bits;
  private readonly sums: { checked: Int32Array; selectable: Int32Array };
  private fresh = false;
  /** Rows that a colleague has: they are chosen by nobody else. */
  private locked: Bits | null = null;

  constructor(private readonly size: number) {
    this.checked = new Bits(size);
    this.selectable = new Bits(size);
    this.sums = { checked: new Int32Array(size + 1), selectable: new Int32Array(size + 1) };
  }

  /** The sets changed: sums are counted anew when they are read. */
  stale(): void {
    this.fresh = false;
  }
  private get counted(): typeof this.sums {
    if (!this.fresh) {
      prefixSums(this.checked, this.sums.checked);
      prefixSums(this.selectable, this.sums.selectable);
      this.fresh = true;
    }
    return this.sums;
  }

  /** Another purpose begins with nothing chosen. */
  begin(states: Uint8Array, mode: Mode): void {
    this.checked.clear();
    this.selectable.clear();
    for (let row = 0; row < this.size; row++) if (this.canBe(row, states[row], mode)) this.selectable.add(row);
  }

  private canBe(row: number, state: number, mode: Mode): boolean {
    return isSelectable(state, mode) && !this.locked?.has(row);
  }

  /** Other rows are a colleague's. Whether a check went with that. */
  lock(locked: Bits | null, states: Uint8Array, mode: Mode): boolean {
    this.locked = locked;
    let unchecked = false;
    for (let row = 0; row < this.size; row++) unchecked = this.moved(row, states[row], mode) || unchecked;
    return unchecked;
  }

  /** A row has another state. Whether a check went with it. */
  moved(row: number, state: number, mode: Mode): boolean {
    if (this.canBe(row, state, mode)) {
      this.selectable.add(row);
      return false;
    }
    const was = this.checked.has(row);
    this.selectable.remove(row);
    this.checked.remove(row);
    return was;
  }

  get total(): number {
    return this.counted.checked[this.size];
  }

  /** Of the rows from `from` up to `to`: what their one checkbox shows. */
  tri(from: number, to: number): Tri {
    const { selectable, checked } = this.counted;
    const can = selectable[to] - selectable[from];
    const is = checked[to] - checked[from];
    if (can === 0) return "none";
    return is === 0 ? "off" : is === can ? "on" : "mixed";
  }

  /** Whether everything that can be is chosen there; under a filter, of what matches. */
  isFull(from: number, to: number, hits: Bits | null): boolean {
    const { checked, selectable } = this.counted;
    if (!hits) return checked[to] - checked[from] === selectable[to] - selectable[from];
    for (let row = from; row < to; row++)
      if (this.selectable.has(row) && hits.has(row) && !this.checked.has(row)) return false;
    return true;
  }

  fill(from: number, to: number, on: boolean, hits: Bits | null): void {
    for (let word = from >>> 5; word <= (to - 1) >>> 5; word++) {
      const first = word << 5;
      let mask = 0xffffffff;
      if (from > first) mask &= 0xffffffff << (from - first);
      if (to < first + 32) mask &= 0xffffffff >>> (first + 32 - to);
      mask &= this.selectable.words[word];
      if (hits) mask &= hits.words[word];
      if (on) this.checked.words[word] |= mask;
      else this.checked.words[word] &= ~mask;
    }
  }
}
