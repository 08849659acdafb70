import type { StoreColumns, TeamClaimRow } from "../api/types";
import { Bits } from "./bits";

/** Stores of a tree that colleagues work on. */
export class Locks {
  private readonly rows = new Map<number, TeamClaimRow>();
  /** The rows, for the checks; null where there are none. */
  readonly bits: Bits | null;

  constructor(ids: StoreColumns["ids"], claims: readonly TeamClaimRow[]) {
    const theirs = new Map(claims.filter(({ isThis }) => !isThis).map((claim) => [claim.store, claim]));
    this.bits = null;
    if (theirs.size === 0) return;
    const bits = new Bits(ids.length);
    for (let row = 0; row < ids.length; row++) {
      const claim = theirs.get(ids.of(row));
      if (!claim) continue;
      this.rows.set(row, claim);
      bits.add(row);
    }
    if (this.rows.size > 0) this.bits = bits;
  }

  of(row: number): TeamClaimRow | null {
    return this.rows.get(row) ?? null;
  }

  get all(): TeamClaimRow[] {
    return [...this.rows.values()];
  }
}
