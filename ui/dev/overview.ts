import type { Platform } from "../src/api";
import type { Attention, Change, Hidden } from "../src/api/types";

type Part = Pick<Platform, "overview" | "snoozeAttention" | "finishAttention" | "bringBackAttention">;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function needs(now: number): Attention[] {
  const item = (kind: Attention["kind"], id: string, subject: string, more: Partial<Attention> = {}): Attention => ({
    kind,
    id,
    subject,
    why: null,
    detail: null,
    dispute: null,
    status: null,
    application: null,
    held: null,
    count: 1,
    at: now - 3 * HOUR,
    merchant: null,
    operation: null,
    delivery: null,
    seen: now - 3 * HOUR,
    mayBeDone: false,
    hidden: null,
    ...more,
  });
  return [
    item("receiver_down", "", "127.0.0.1:7411", { at: null, detail: "the port is taken" }),
    item("webhook_missing", "pos-co-01", "pos-co-01", { at: null }),
    item("stores_failed", "op-1", "Grupo Sertester", { merchant: "m1", operation: "op-1", count: 2, mayBeDone: true }),
    item("applications_in_review", "app_1", "Café del Puente", { application: "app_1", status: "IN_REVIEW" }),
    item("messages_held", "preview", "", { held: "preview", count: 4, mayBeDone: true }),
    item("authorization_expired", "m3", "Açaí do Zé", { merchant: "m3", at: now - 2 * DAY, mayBeDone: true }),
    item("application_stalled", "app_2", "Panadería San José de los Altos y Compañía", {
      application: "app_2",
      status: "CREATED",
      at: now - 9 * DAY,
      mayBeDone: true,
    }),
  ];
}

/** Home, with what a person put out of sight kept as long as the page is. */
export function overviewParts(now: () => number, empty: boolean, emit: (...changes: Change[]) => void): Part {
  const hidden = new Map<string, Hidden>();
  const keyOf = (kind: string, id: string) => `${kind} ${id}`;
  const set = async (key: string, mark: Hidden | null) => {
    if (mark) hidden.set(key, mark);
    else hidden.delete(key);
    emit({ tag: "attention" });
    return null;
  };
  return {
    overview: async () => {
      const all = empty ? [] : needs(now());
      const of = (item: Attention) => hidden.get(keyOf(item.kind, item.id)) ?? null;
      return {
        figures: { integrated: 1284, failed: 18, waiting: 61, overdue: 3, unknown: 1, missed: 2 },
        applications: [
          { status: "PROCESSING", count: 12, ages: [6, 4, 1, 1] },
          { status: "NEEDS_INFORMATION", count: 5, ages: [1, 1, 2, 1] },
          { status: "COMPLETED", count: 40, ages: [2, 8, 10, 20] },
        ],
        items: all.filter((item) => !of(item)),
        more: empty ? [] : [{ kind: "application_stalled", count: 120 }],
        hidden: all.filter(of).map((item) => ({ ...item, hidden: of(item) })),
      };
    },
    snoozeAttention: (kind, id, until) => set(keyOf(kind, id), { kind: "snoozed", until }),
    finishAttention: (kind, id) => set(keyOf(kind, id), { kind: "done" }),
    bringBackAttention: (kind, id) => set(keyOf(kind, id), null),
  };
}
