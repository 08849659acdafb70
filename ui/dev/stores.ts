import { textsOf } from "../src/api/packed";
import type { StoreColumns } from "../src/api/types";

/** A small generator with a seed: the same numbers every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const BRANDS = ["Sertester", "FIFO", "Açaí do Zé", "Tacos & Co", "Parrilla del Puerto", "La Esquina", "Café Quindío"];
const QUARTERS = [
  "Centro",
  "Chapinero Alto",
  "Usaquén Plaza",
  "Zona Rosa",
  "Fontibón",
  "Kennedy",
  "São João",
  "Pinheiros",
  "Suba",
  "Ñuñoa",
  "Miraflores",
];

/** Columns that can be written to: here the window's own data is made up. */
export type MadeColumns = Omit<StoreColumns, "ids" | "names"> &
  Record<"ids" | "names", string[]> &
  Record<"brand" | "parent" | "state" | "integration", number[]>;

/** A copy of them, as the shell would send it. */
export function sent(columns: MadeColumns): StoreColumns {
  const { ids, names, ...rest } = structuredClone(columns);
  return { ...rest, ids: textsOf(ids), names: textsOf(names) };
}

export function makeColumns(total: number, seed = 7): MadeColumns {
  const random = seeded(seed);
  const columns: MadeColumns = {
    version: 1,
    revision: 1,
    ids: [],
    names: [],
    brands: BRANDS,
    brand: [],
    parent: [],
    state: [],
    integrations: ["pos-co-01", "someone-else"],
    integration: [],
    notes: [],
  };
  const add = (parent: number, brand: number) => {
    const row = columns.ids.length;
    const draw = random();
    const state =
      draw < 0.6 ? 0 : draw < 0.92 ? 1 : draw < 0.95 ? 2 : draw < 0.965 ? 3 : draw < 0.97 ? 8 : draw < 0.98 ? 10 : 0;
    columns.ids.push(String(1000 + row * 3));
    const quarter = QUARTERS[Math.floor(random() * QUARTERS.length)];
    columns.names.push(
      state === 10 ? " " : parent < 0 ? `${BRANDS[brand]} ${quarter}` : `${BRANDS[brand]} — ${quarter} ${row}`,
    );
    columns.brand.push(brand);
    columns.parent.push(parent);
    columns.state.push(state);
    columns.integration.push(state === 1 ? 0 : state === 2 ? 1 : -1);
    if (state === 3) columns.notes.push([row, "409 Store already exists"]);
    return row;
  };
  while (columns.ids.length < total) {
    const brand = Math.floor(random() * BRANDS.length);
    const top = add(-1, brand);
    const most = total > 1000 ? 400 : 14;
    const children = random() < 0.25 ? 0 : Math.floor(random() * most);
    for (let child = 0; child < children && columns.ids.length < total; child++) add(top, brand);
  }
  return columns;
}
