import type { Platform } from "../src/api";
import type { Change, QueueEdit, QueueRow } from "../src/api/types";

type Part = Pick<Platform, "queue" | "keepQueue">;

const DAY = 24 * 3_600_000;

function merchants(now: number): QueueRow[] {
  const row = (id: string, name: string, more: Partial<QueueRow> = {}): QueueRow => ({
    account: { provider: "rappi", id },
    keeps: true,
    name,
    email: `${id}@sertester.co`,
    business: null,
    merchant: id,
    stage: "authorized",
    stores: 12,
    integrated: 0,
    application: null,
    subscriptions: null,
    next: "choose_stores",
    actor: "us",
    provider: "rappi",
    since: now - 2 * DAY,
    owner: null,
    dueAt: null,
    note: "",
    tags: [],
    snoozedUntil: null,
    ...more,
  });
  const applicant = (id: string, name: string, more: Partial<QueueRow>): QueueRow =>
    row(id, name, {
      account: { provider: "rainforest", id },
      email: "",
      merchant: null,
      stage: null,
      stores: 0,
      provider: "rainforest",
      ...more,
    });
  return [
    row("m1", "Grupo Sertester", {
      stage: "provisioned",
      integrated: 10,
      next: "handle_failed",
      owner: "ana",
      dueAt: now - DAY,
      tags: ["chain", "vip"],
      note: "Calls back on Monday",
      application: { id: "app_1", status: "IN_REVIEW" },
      subscriptions: { differing: 0, disputes: 0 },
      business: "b1",
    }),
    row("m2", "Parrilla del Puerto", { dueAt: now + DAY, owner: "ana" }),
    row("m3", "Açaí do Zé", { next: "sign_in_again", actor: "merchant", owner: "luis" }),
    row("m4", "La Esquina de Ñuñoa y Compañía Limitada Internacional", {
      stage: "stores_chosen",
      next: "send_results",
      actor: "provider",
    }),
    row("m5", "Zona Norte", { stage: "verified", integrated: 12, next: "nothing", actor: "nobody", provider: null }),
    row("m6", "Sushi Kai", { snoozedUntil: now + DAY }),
    row("a1", "nueva@sertester.co", {
      keeps: false,
      merchant: null,
      stage: "invited",
      stores: 0,
      next: "finish_sign_in",
      actor: "merchant",
    }),
    applicant("mid_1", "Café del Puente", {
      application: { id: "app_2", status: "NEEDS_INFORMATION" },
      next: "give_information",
      actor: "merchant",
      since: now - 16 * DAY,
    }),
    applicant("mid_2", "Panadería San José", {
      application: { id: "app_3", status: "PROCESSING" },
      next: "decide",
      actor: "provider",
    }),
  ];
}

function edited(row: QueueRow, edit: QueueEdit): QueueRow {
  switch (edit.kind) {
    case "owner":
      return { ...row, owner: edit.owner };
    case "due":
      return { ...row, dueAt: edit.dueAt };
    case "note":
      return { ...row, note: edit.note.trim() };
    case "add_tag":
      return { ...row, tags: [...new Set([...row.tags, edit.tag])].sort() };
    case "remove_tag":
      return { ...row, tags: row.tags.filter((tag) => tag !== edit.tag) };
    case "snooze":
      return { ...row, snoozedUntil: edit.until };
  }
}

/** The queue, with what people keep kept as long as the page is. */
export function queueParts(now: () => number, empty: boolean, emit: (...changes: Change[]) => void): Part {
  let rows = empty ? [] : merchants(now());
  return {
    queue: async () => ({ rows, me: "ana" }),
    keepQueue: async (accounts, edit) => {
      const ids = new Set(accounts.map(({ id }) => id));
      rows = rows.map((row) => (ids.has(row.account.id) ? edited(row, edit) : row));
      emit({ tag: "queue" });
      return ids.size;
    },
  };
}
