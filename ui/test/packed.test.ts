import { expect, test } from "vitest";
import { type Texts, unpack } from "../src/api/packed";

/** The same three stores as in the test of the core that packs them: every width, and no column that ends on a word. */
function packed(): ArrayBuffer {
  const head =
    '{"size":3,"widths":[1,1,1,2,1,1],"version":5,"revision":9,"brands":["Bé"],"integrations":["pos"],"notes":[[0,"no"]]}';
  const encoder = new TextEncoder();
  const headBytes = encoder.encode(head.padEnd(head.length + ((4 - (encoder.encode(head).length % 4)) % 4)));
  const columns = [0, 1, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 44, 1, 2, 0, 0, 0, 7, 0, 4, 0, 3, 10, 0, 0];
  const text = encoder.encode(`7${"8".repeat(300)}80Açaí 🍇Café`);
  const bytes = new Uint8Array(4 + headBytes.length + columns.length + text.length);
  new DataView(bytes.buffer).setUint32(0, headBytes.length, true);
  bytes.set(headBytes, 4);
  bytes.set(columns, 4 + headBytes.length);
  bytes.set(text, 4 + headBytes.length + columns.length);
  return bytes.buffer;
}

const all = (texts: Texts) => Array.from({ length: texts.length }, (_, row) => texts.of(row));

test("unpacks every column, with texts cut at whole characters", () => {
  const columns = unpack(packed() as never);
  expect(all(columns.ids)).toEqual(["7", "8".repeat(300), "80"]);
  expect(all(columns.names)).toEqual(["Açaí 🍇", "", "Café"]);
  expect(Array.from(columns.parent)).toEqual([-1, 0, 0]);
  expect(Array.from(columns.integration)).toEqual([-1, 0, -1]);
  expect(Array.from(columns.state)).toEqual([3, 10, 0]);
  expect(columns.brands[columns.brand[1]]).toBe("Bé");
  expect(columns).toMatchObject({ version: 5, revision: 9, integrations: ["pos"], notes: [[0, "no"]] });
});
