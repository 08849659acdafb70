import { describe, expect, it } from "vitest";
import type { QueueRow } from "../src/api/types";
import { asked, endOfDay, sorted } from "../src/features/queue/rows";
import type { Shown } from "../src/features/queue/view";

const NOW = new Date(2026, 10, 29, 14).getTime();
const DAY = 86_400_000;

const row = (name: string, more: Partial<QueueRow> = {}): QueueRow =>
  ({
    account: { provider: "rappi", id: name },
    name,
    email: "",
    stage: "authorized",
    next: "choose_stores",
    actor: "us",
    since: null,
    owner: null,
    dueAt: null,
    note: "",
    tags: [],
    snoozedUntil: null,
    ...more,
  }) as QueueRow;
const shown = (more: Partial<Shown>) => more as Shown;
const names = (rows: QueueRow[]) => rows.map(({ name }) => name);

describe("the queue", () => {
  const rows = [
    row("Ñandú", { owner: "ana", dueAt: NOW - 1, tags: ["vip"] }),
    row("Zoo", { owner: "luis", dueAt: endOfDay(NOW, 0), note: "llama el lunes", actor: "merchant" }),
    row("Bar", { stage: null, dueAt: NOW + 3 * DAY, actor: "provider" }),
    row("Sol", { stage: "verified", snoozedUntil: NOW + 1 }),
  ];
  const found = (more: Partial<Shown>) => names(asked(rows, shown(more), NOW).rows);

  it("shows what is asked for, and not what is snoozed", () => {
    expect(found({})).toEqual(["Ñandú", "Zoo", "Bar"]);
    expect(found({ snoozed: true })).toEqual(["Sol"]);
    expect(asked(rows, shown({ snoozed: true }), NOW + 1).rows).toEqual([]);
    expect(found({ search: "nandu vip" })).toEqual(["Ñandú"]);
    expect(found({ search: "LUNES" })).toEqual(["Zoo"]);
    expect(found({ owner: "ana" })).toEqual(["Ñandú"]);
    expect(found({ owner: "-" })).toEqual(["Bar"]);
    expect(found({ tag: "vip" })).toEqual(["Ñandú"]);
    expect(found({ stage: ["authorized"] })).toEqual(["Ñandú", "Zoo"]);
    expect(found({ due: "overdue" })).toEqual(["Ñandú"]);
    expect(found({ due: "today" })).toEqual(["Ñandú", "Zoo"]);
    expect(found({ due: "week" })).toEqual(["Ñandú", "Zoo", "Bar"]);
    expect(found({ due: "none" })).toEqual([]);
  });

  it("counts those of every actor among what else is asked for", () => {
    const { all, rows: some } = asked(rows, shown({ actor: ["us"] }), NOW);
    expect([names(all), names(some)]).toEqual([["Ñandú", "Zoo", "Bar"], ["Ñandú"]]);
  });

  it("is sorted by one column, and what has nothing there comes last either way", () => {
    const by = (sort: Parameters<typeof sorted>[1], falling = false) => names(sorted(rows, sort, falling, "es"));
    expect(by("name")).toEqual(["Bar", "Ñandú", "Sol", "Zoo"]);
    expect(by("name", true)).toEqual(["Zoo", "Sol", "Ñandú", "Bar"]);
    expect(by("due")).toEqual(["Ñandú", "Zoo", "Bar", "Sol"]);
    expect(by("due", true)).toEqual(["Bar", "Zoo", "Ñandú", "Sol"]);
    expect(by("owner")).toEqual(["Ñandú", "Zoo", "Bar", "Sol"]);
    expect(by("stage", true)).toEqual(["Sol", "Ñandú", "Zoo", "Bar"]);
  });

  it("has what is most urgent first, and of these what has waited longest", () => {
    const some = [
      row("late", { next: "decide", since: 1 }),
      row("new", { next: "handle_failed", since: 9 }),
      row("old", { next: "handle_failed", since: 2 }),
      row("done", { next: "nothing" }),
    ];
    expect(names(sorted(some, "next", false, "en"))).toEqual(["old", "new", "late", "done"]);
  });
});
