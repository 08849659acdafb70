import type { PackedHead, PackedStores } from "./bindings";

/** The texts of a column, each cut out when it is asked for: a first screen needs forty of 100,000. */
export type Texts = { readonly length: number; of(row: number): string };

/** A merchant's tree in preorder, column by column; `row` in every column is the same store. */
export type StoreColumns = Omit<PackedHead, "size" | "widths"> & {
  /** Provider's ids. */
  ids: Texts;
  names: Texts;
  /** Index into `brands`. */
  brand: ArrayLike<number>;
  /** Row of the parent, or -1. */
  parent: ArrayLike<number>;
  /** See `STORE_STATES`. */
  state: ArrayLike<number>;
  /** Index into `integrations`, or -1. */
  integration: ArrayLike<number>;
};

const KINDS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const;

/** The bytes of `PackedStores` as columns. The generated type says numbers; what arrives is a buffer. */
export function unpack(packed: PackedStores): StoreColumns {
  const buffer = packed as unknown as ArrayBuffer;
  const headLength = new DataView(buffer).getUint32(0, true);
  const decoder = new TextDecoder();
  const { size, widths, ...head } = JSON.parse(decoder.decode(new Uint8Array(buffer, 4, headLength))) as PackedHead;
  let at = 4 + headLength;
  const [above, brand, integration, idLengths, nameLengths, state] = widths.map((width) => {
    const values = new KINDS[width as keyof typeof KINDS](buffer, at, size);
    at += Math.ceil((width * size) / 4) * 4;
    return values;
  });
  const text = decoder.decode(new Uint8Array(buffer, at));
  const ids = cut(text, 0, idLengths);
  // Loops: `Int32Array.from` walks an iterator, which takes many times as long.
  const parent = new Int32Array(size);
  const whose = new Int32Array(size);
  for (let row = 0; row < size; row++) {
    parent[row] = above[row] === 0 ? -1 : row - above[row];
    whose[row] = integration[row] - 1;
  }
  return {
    ...head,
    ids: ids.texts,
    names: cut(text, ids.end, nameLengths).texts,
    brand,
    parent,
    integration: whose,
    state,
  };
}

function cut(text: string, from: number, lengths: ArrayLike<number>): { texts: Texts; end: number } {
  const ends = new Uint32Array(lengths.length + 1);
  ends[0] = from;
  for (let row = 0; row < lengths.length; row++) ends[row + 1] = ends[row] + lengths[row];
  const of = (row: number) => text.substring(ends[row], ends[row + 1]);
  return { texts: { length: lengths.length, of }, end: ends[lengths.length] };
}

/** An array as the texts of a column. */
export function textsOf(list: readonly string[]): Texts {
  return { length: list.length, of: (row) => list[row] };
}
