import type { PackedHead, PackedStores } from "./bindings";

/** A merchant's tree in preorder, column by column; `row` in every column is the same store. */
export type StoreColumns = Omit<PackedHead, "size"> & {
  /** Provider's ids. */
  ids: string[];
  names: string[];
  /** Index into `brands`. */
  brand: ArrayLike<number>;
  /** Row of the parent, or -1. */
  parent: ArrayLike<number>;
  /** See `STORE_STATES`. */
  state: ArrayLike<number>;
  /** Index into `integrations`, or -1. */
  integration: ArrayLike<number>;
};

/** The bytes of `PackedStores` as columns. The generated type says numbers; what arrives is a buffer. */
export function unpack(packed: PackedStores): StoreColumns {
  const buffer = packed as unknown as ArrayBuffer;
  const headLength = new DataView(buffer).getUint32(0, true);
  const decoder = new TextDecoder();
  const { size, ...head } = JSON.parse(decoder.decode(new Uint8Array(buffer, 4, headLength))) as PackedHead;
  let at = 4 + headLength;
  const column = <A>(kind: new (buffer: ArrayBuffer, at: number, length: number) => A): A => {
    const values = new kind(buffer, at, size);
    at += 4 * size;
    return values;
  };
  const parent = column(Int32Array);
  const brand = column(Uint32Array);
  const integration = column(Int32Array);
  const idLength = column(Uint32Array);
  const nameLength = column(Uint32Array);
  const state = new Uint8Array(buffer, at, size);
  const text = decoder.decode(new Uint8Array(buffer, at + size));
  let from = 0;
  const cut = (length: number) => {
    const to = from + length;
    const part = text.substring(from, to);
    from = to;
    return part;
  };
  const ids = Array.from(idLength, cut);
  const names = Array.from(nameLength, cut);
  return { ...head, ids, names, brand, parent, integration, state };
}
