import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Platform } from "../src/api";
import type { Change, StoreDelta } from "../src/api/types";
import { coalesce, drop } from "../src/queries/changes";
import { type Key, ROOTS, type Root } from "../src/queries/keys";
import { STALE, staleKeys, type Tag } from "../src/queries/tags";
import { Trees } from "../src/queries/trees";
import { columnsOf } from "./columns";

const ALL: Change[] = [
  { tag: "merchants" },
  { tag: "stores", merchant: "m1" },
  { tag: "operation", merchant: "m1", operation: "o1" },
  { tag: "deliveries" },
  { tag: "activity" },
  { tag: "connection" },
  { tag: "webhooks" },
  { tag: "attempt", attempt: "a1" },
  { tag: "profile" },
  { tag: "everything" },
];

const ALL_TAGS = Object.keys(STALE) as Tag[];

describe("changes", () => {
  it("drop exactly the queries they name", async () => {
    const client = new QueryClient();
    const keys: Key[] = [
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
    const named = ALL.filter(({ tag }) => tag !== "everything");
    expect(named.flatMap(staleKeys).some(([first]) => first === "stores")).toBe(false);
  });

  it("of everything drop every query, for nobody can say which are still true", () => {
    const client = new QueryClient();
    for (const root of ROOTS) client.setQueryData([root, "x"], 1);
    drop(client, [{ tag: "everything" }]);
    expect(ROOTS.filter((root) => !client.getQueryState([root, "x"])?.isInvalidated)).toEqual([]);
  });

  it("can make every query stale, but for those that say why not", () => {
    const byHand: Record<string, string> = {
      activityChecked: "the walk is made when the place is opened and when somebody asks",
      bounce: "somebody else's letter, read once",
      check: "walked when a person asks",
      disk: "the system says it: read whenever it is looked at",
      importRows: "a judgement has a key of its own",
      invitation: "opened outside of the window, which the shell says",
      lock: "the shell says when it locks",
      preferences: "read once, before anything else is",
      recordStats: "read whenever it is looked at",
      startsAtLogin: "the system keeps it: read whenever it is looked at",
      stores: "patched in place by a delta",
    };
    const named = ALL_TAGS.filter((tag) => tag !== "everything").flatMap((tag) =>
      staleKeys({ tag, merchant: "m", operation: "o", attempt: "a" } as Change),
    );
    const reached = new Set<Root>(named.map(([root]) => root));
    expect(ROOTS.filter((root) => !reached.has(root))).toEqual(Object.keys(byHand).sort());
  });

  it("have a line each: a tag without one, and a key of no query, do not compile", () => {
    const { merchants: _, ...short } = STALE;
    // @ts-expect-error the tag `merchants` is not mapped
    const missing: typeof STALE = short;
    // @ts-expect-error there is no query of this name
    const unknown: Key = ["merchant"];
    // @ts-expect-error the core has no such tag
    const tag: Tag = "disputed";
    expect([missing, unknown, tag]).toHaveLength(3);
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
