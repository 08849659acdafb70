import type { Platform } from "../src/api";
import type { Change, Webhook } from "../src/api/types";
import { page } from "./page";
import { deliveries } from "./samples";

type Given = {
  now(): number;
  unregistered: boolean;
  emit(...changes: Change[]): void;
  /** As a team has them, if there is one. */ ofTeam(hooks: Webhook[]): Promise<Webhook[]>;
};

/** Registrations, and the deliveries that came in. */
export function webhookParts({ now, unregistered, emit, ofTeam }: Given) {
  function hook(integration: string, answer: 200 | 201): Webhook {
    return {
      integration,
      event: "STORE_PROVISIONING_STATUS",
      state: "registered",
      team: null,
      endpoint: "Vb2kQm7x9kQ",
      url: "http://127.0.0.1:4180/hooks/Vb2kQm7x9kQ",
      registeredAt: now(),
      answer,
      secret: "stored",
    };
  }
  const hooks: Webhook[] = unregistered ? [] : [hook("pos-co-01", 201)];
  const received = deliveries(now());
  const isRegistered = (integration: string) => hooks.some((one) => one.integration === integration);
  const parts = {
    webhooks: async () => ofTeam(hooks),
    takeOverWebhook: async (integration) => {
      const made = hook(integration, 200);
      hooks.push(made);
      emit({ tag: "webhooks" });
      return made;
    },
    registerWebhook: async (integration) => {
      const known = hooks.findIndex((one) => one.integration === integration);
      const made = hook(integration, known >= 0 ? 200 : 201);
      if (known >= 0) hooks[known] = made;
      else hooks.push(made);
      emit({ tag: "webhooks" });
      return made;
    },
    deliveries: async ({ verdict, search, before, limit }) => {
      const rows = received
        .filter(
          (one) =>
            (verdict === null || one.row.verdict === verdict) && one.body.toLowerCase().includes(search.toLowerCase()),
        )
        .map(({ row }) => row);
      return {
        rows: page(rows, before, limit),
        total: rows.length,
        today: received.length,
        rejected: received.filter(({ row }) => row.verdict === "rejected").length,
      };
    },
    retryDeadLetters: async () => 1,
    reverifyDeliveries: async (id) => ({ checked: 1, toApply: 0, duplicates: 0, rejected: id === null ? 2 : 1 }),
    reverifyStep: async (since, after) => {
      const wanted = received
        .map(({ row }) => row)
        .filter(({ verdict, at, id }) => verdict === "rejected" && (since === null || at >= since) && id > after)
        .sort((one, other) => one.id - other.id);
      const checked = Math.min(1, wanted.length);
      return {
        report: { checked, toApply: 0, duplicates: 0, rejected: checked },
        after: wanted[0]?.id ?? after,
        left: wanted.length - checked,
      };
    },
    delivery: async (id) => received.find(({ row }) => row.id === id) ?? received[0],
  } satisfies Partial<Platform>;
  return { parts, isRegistered };
}
