import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Platform } from "../src/api";
import type { Change, StoreDelta } from "../src/api/types";
import { coalesce, drop, staleKeys } from "../src/queries/changes";
import { Trees } from "../src/queries/trees";
import { columnsOf } from "./columns";

const ALL: Change[] = [
  { kind: "merchants" },
  { kind: "stores", merchant: "m1" },
  { kind: "operation", merchant: "m1", operation: "o1" },
  { kind: "deliveries" },
  { kind: "activity" },
  { kind: "connection" },
  { kind: "webhooks" },
  { kind: "attempt", attempt: "a1" },
  { kind: "profile" },
  { kind: "goto", place: "settings" },
];

describe("changes", () => {
  it("drop exactly the queries they name", async () => {
    const client = new QueryClient();
    const keys = [
      ["merchants"],
      ["operation", "o1"],
      ["operation", "o2"],
      ["attempt", "a1"],
      ["attempt", "a2"],
      ["deliveries", null, ""],
    ];
    for (const key of keys) client.setQueryData(key, 1);
    drop(client, [ALL[2], ALL[7]]);
    const stale = keys.filter((key) => client.getQueryState(key)?.isInvalidated);
    expect(stale).toEqual([
      ["operation", "o1"],
      ["attempt", "a1"],
    ]);
  });

  it("never drop the stores, which are patched in place", () => {
    expect(ALL.flatMap(staleKeys).some(([first]) => first === "stores")).toBe(false);
  });

  describe("in a burst", () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());
    it("are handed over once each", () => {
      const seen = vi.fn();
      const put = coalesce(seen, 80);
      for (let time = 0; time < 500; time++) put(ALL[time % 3]);
      expect(seen).not.toHaveBeenCalled();
      vi.advanceTimersByTime(80);
      expect(seen.mock.calls).toEqual([[ALL.slice(0, 3)]]);
      put(ALL[0]);
      vi.advanceTimersByTime(80);
      expect(seen).toHaveBeenCalledTimes(2);
    });
  });
});

describe("trees", () => {
  const shell = (delta: (since: number) => StoreDelta) => {
    const asked: number[] = [];
    const platform = {
      stores: async () => columnsOf([0, 1], [0, 0]),
      storeDelta: async (_: string, since: number) => {
        asked.push(since);
        return delta(since);
      },
    } as unknown as Platform;
    return { platform, asked, client: new QueryClient() };
  };

  it("are patched in place, and asked once more for a change that came meanwhile", async () => {
    const { platform, asked, client } = shell((since) => ({
      version: 1,
      revision: since + 1,
      rows: [{ row: 1, state: 7, integration: null, note: null }],
    }));
    const trees = new Trees();
    const tree = await trees.read(platform, "m1");
    tree.toggle(0);
    await Promise.all([1, 2, 3].map(() => trees.patch(platform, client, "m1")));
    expect(asked).toEqual([1, 2]);
    expect(Array.from(tree.columns.state)).toEqual([0, 7]);
    expect(tree.selection.ranges).toEqual([[0, 1]]);
  });

  it("are read again when the structure is another one, and stay the same object", async () => {
    const { platform, client } = shell(() => ({ version: 2, revision: 9, rows: [] }));
    const trees = new Trees();
    const tree = await trees.read(platform, "m1");
    client.setQueryData(["stores", "m1"], tree);
    await trees.patch(platform, client, "m1");
    expect(client.getQueryState(["stores", "m1"])?.isInvalidated).toBe(true);
    expect(await trees.read(platform, "m1")).toBe(tree);
  });
});
