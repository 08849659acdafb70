/** A set of row numbers, one bit each. */
export class Bits {
  readonly words: Uint32Array;
  constructor(readonly size: number) {
    this.words = new Uint32Array((size + 31) >>> 5);
  }
  has(index: number): boolean {
    return ((this.words[index >>> 5] >>> (index & 31)) & 1) === 1;
  }
  add(index: number): void {
    this.words[index >>> 5] |= 1 << (index & 31);
  }
  remove(index: number): void {
    this.words[index >>> 5] &= ~(1 << (index & 31));
  }
  clear(): void {
    this.words.fill(0);
  }
  /** Half-open ranges of the rows in the set, in order. */
  ranges(): [number, number][] {
    const found: [number, number][] = [];
    let start = -1;
    for (let index = 0; index < this.size; index++) {
      if (start < 0 && (index & 31) === 0 && this.words[index >>> 5] === 0) {
        index += 31;
        continue;
      }
      const set = this.has(index);
      if (set && start < 0) start = index;
      if (!set && start >= 0) {
        found.push([start, index]);
        start = -1;
      }
    }
    if (start >= 0) found.push([start, this.size]);
    return found;
  }
}

/** sums[i] is how many rows before i are in the set, so that any range is a subtraction. */
export function prefixSums(set: Bits, sums: Int32Array): void {
  let sum = 0;
  for (let index = 0; index < set.size; index++) {
    sums[index] = sum;
    sum += (set.words[index >>> 5] >>> (index & 31)) & 1;
  }
  sums[set.size] = sum;
}
