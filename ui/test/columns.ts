import fc from "fast-check";
import { textsOf } from "../src/api/packed";
import type { StoreColumns } from "../src/api/types";

const NAMES = ["Açaí do Zé", "Usaquén", "Café", "Tacos & Co", "centro", ""];
const BRANDS = ["Sertester", "Ñandú"];

export function columnsOf(
  depths: number[],
  states: number[],
  names: string[] = [],
  version = 1,
  ids?: string[],
): StoreColumns {
  const path: number[] = [];
  const parent = depths.map((depth, row) => {
    path.length = Math.min(depth, path.length);
    const above = path.length > 0 ? path[path.length - 1] : -1;
    path.push(row);
    return above;
  });
  return {
    version,
    revision: 1,
    ids: textsOf(ids ?? depths.map((_, row) => `s${row}`)),
    names: textsOf(depths.map((_, row) => names[row] ?? `Store ${row}`)),
    brands: BRANDS,
    brand: depths.map((_, row) => row % BRANDS.length),
    parent,
    state: states,
    integrations: ["pos-1"],
    integration: states.map((state) => (state === 1 ? 0 : -1)),
    notes: [],
  };
}

const row = fc.record({
  down: fc.integer({ min: 0, max: 3 }),
  state: fc.integer({ min: 0, max: 10 }),
  name: fc.constantFrom(...NAMES),
  id: fc.integer({ min: 0, max: 60 }),
});

/** Any tree: every depth is at most one below the row before. Ids are drawn from few, so that a refresh keeps some. */
export const anyColumns = (version: number): fc.Arbitrary<StoreColumns> =>
  fc.uniqueArray(row, { minLength: 1, maxLength: 40, selector: ({ id }) => id }).map((rows) => {
    let depth = -1;
    const depths = rows.map(({ down }) => {
      depth = Math.max(0, depth + 1 - down);
      return depth;
    });
    return columnsOf(
      depths,
      rows.map(({ state }) => state),
      rows.map(({ name }) => name),
      version,
      rows.map(({ id }) => `s${id}`),
    );
  });
