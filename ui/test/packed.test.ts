import { expect, test } from "vitest";
import { unpack } from "../src/platform/packed";

/** The same two stores as in the test of the core that packs them. */
function packed(): ArrayBuffer {
  const head = '{"size":2,"version":5,"revision":9,"brands":["Bé"],"integrations":["pos"],"notes":[[0,"no"]]}';
  const encoder = new TextEncoder();
  const headBytes = encoder.encode(head.padEnd(head.length + ((4 - (encoder.encode(head).length % 4)) % 4)));
  const numbers = Int32Array.of(-1, 0, 0, 0, -1, 0, 1, 2, 7, 0);
  const text = encoder.encode("780Açaí 🍇");
  const bytes = new Uint8Array(4 + headBytes.length + 40 + 2 + text.length);
  new DataView(bytes.buffer).setUint32(0, headBytes.length, true);
  bytes.set(headBytes, 4);
  bytes.set(new Uint8Array(numbers.buffer), 4 + headBytes.length);
  bytes.set([3, 10], 44 + headBytes.length);
  bytes.set(text, 46 + headBytes.length);
  return bytes.buffer;
}

test("unpacks every column, with texts cut at whole characters", () => {
  const columns = unpack(packed() as never);
  expect(columns.ids).toEqual(["7", "80"]);
  expect(columns.names).toEqual(["Açaí 🍇", ""]);
  expect([...Array.from(columns.parent)]).toEqual([-1, 0]);
  expect(Array.from(columns.integration)).toEqual([-1, 0]);
  expect(Array.from(columns.state)).toEqual([3, 10]);
  expect(columns.brands[columns.brand[1]]).toBe("Bé");
  expect(columns).toMatchObject({ version: 5, revision: 9, integrations: ["pos"], notes: [[0, "no"]] });
});
