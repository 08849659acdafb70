import type { Platform } from "../src/api";
import type {
  Act,
  Change,
  DesiredSubscription,
  RequestPreview,
  SubscriptionRow,
  Subscriptions,
} from "../src/api/types";

type Part = Pick<
  Platform,
  | "subscriptions"
  | "refreshSubscriptions"
  | "previewCreate"
  | "createSubscription"
  | "previewChange"
  | "changeSubscription"
  | "previewSettle"
  | "settleDrift"
  | "previewRotate"
  | "rotateSubscriptionSecret"
  | "checkAddress"
  | "copySubscriptionSecret"
  | "showSubscriptionSecret"
>;

const API = "https://api-integration.ratepay.com/webhook/management/v1";
const CAN: Partial<Record<SubscriptionRow["drift"], Act[]>> = {
  in_sync: ["change", "remove", "reveal", "check"],
  missing_remotely: ["restore", "adopt", "remove", "reveal", "check"],
  unknown_here: ["adopt", "change", "remove", "reveal", "check"],
  differs: ["restore", "adopt", "change", "remove", "reveal", "check"],
};

function row(id: string, event: string, url: string, more: Partial<SubscriptionRow>): SubscriptionRow {
  const drift = more.drift ?? "in_sync";
  return {
    id,
    provider: "ratepay",
    event,
    url,
    subscription: `rp-${id}`,
    drift,
    fields: [],
    remoteEvent: null,
    remoteUrl: null,
    endpoint: null,
    secret: "stored",
    secretShared: false,
    rotation: null,
    underWay: false,
    madeAt: null,
    can: CAN[drift] ?? [],
    ...more,
  };
}

function preview(method: string, about: string | null, event: string, url: string): RequestPreview {
  const body = JSON.stringify({ url, event_type: event, secret: "•••" }, null, 2);
  return {
    row: about,
    method,
    url: method === "" ? "" : API + (about && method !== "POST" ? `/rp-${about}` : ""),
    headers: method === "" ? [] : [["Authorization", "Bearer •••"]],
    body: method === "POST" || method === "PUT" ? body : null,
    warnings: [],
  };
}

/** Ratepay's subscriptions, pretended: one of each drift. */
export function fakeSubscriptions(emit: (change: Change) => void, now: () => number, empty: boolean): Part {
  const shop = "https://hooks.shop.com/ratepay";
  let made = 0;
  let rows = empty
    ? []
    : [
        row("s1", "INVOICE_INVOICE", shop, { madeAt: now() }),
        row("s2", "PAYMENT_CHANGE", shop, { drift: "missing_remotely", subscription: null, madeAt: now() }),
        row("s3", "DELIVERY_CHANGE", shop, {
          drift: "differs",
          fields: ["url"],
          remoteUrl: "https://other.shop.com",
          madeAt: now(),
        }),
        row("s4", "DISPUTE_OPENED", "https://other.shop.com/ratepay", { drift: "unknown_here" }),
        row("s5", "INVOICE_INVOICE", "http://127.0.0.1:4180/hooks/Vb2kQm7x9kQ", {
          endpoint: "Vb2kQm7x9kQ",
          can: ["rotate", "remove", "reveal", "check"],
        }),
        row("rappi-pos-co-01", "STORE_PROVISIONING_STATUS", "http://127.0.0.1:4180/hooks/Rp1", {
          provider: "rappi",
          can: ["register"],
          madeAt: now(),
        }),
      ];
  const sorted = (text: (row: SubscriptionRow) => string) => [...new Set(rows.map(text))].sort();
  const all = (): Subscriptions => {
    const [events, addresses] = [sorted((row) => row.event), sorted((row) => row.url)];
    return structuredClone({
      providers: [
        { provider: "ratepay", state: "ok", detail: null, can: ["read", "create"], inPortal: false },
        { provider: "rappi", state: "ok", detail: null, can: ["register"], inPortal: false },
        { provider: "rainforest", state: "unknown", detail: null, can: [], inPortal: true },
      ],
      rows,
      matrix: {
        events,
        addresses,
        cells: rows.map(({ id, event, url, drift }) => ({
          event: events.indexOf(event),
          address: addresses.indexOf(url),
          rows: [id],
          inSync: drift === "in_sync",
        })),
      },
      readAt: now(),
      suggestions: ["INVOICE_INVOICE"],
    });
  };
  const put = (next: SubscriptionRow): SubscriptionRow => {
    rows = [...rows.filter(({ id }) => id !== next.id), next];
    emit({ tag: "subscriptions" });
    return next;
  };
  const urlOf = ({ target }: DesiredSubscription) =>
    target.kind === "here" ? "http://127.0.0.1:4180/hooks/…" : target.url;
  const find = (id: string) => rows.find((one) => one.id === id) ?? rows[0];
  return {
    subscriptions: async () => all(),
    refreshSubscriptions: async () => all(),
    previewCreate: async (desired) => preview("POST", null, desired.event, urlOf(desired)),
    createSubscription: async (desired) => put(row(`n${++made}`, desired.event, urlOf(desired), { madeAt: now() })),
    previewChange: async (id, desired) => preview("PUT", id, desired.event, urlOf(desired)),
    changeSubscription: async (id, desired) => put(row(id, desired.event, urlOf(desired), { madeAt: now() })),
    previewSettle: async (how, ids) =>
      ids.map((id) => {
        const { event, url, drift } = find(id);
        const method = { adopt: "", remove: "DELETE", restore: drift === "differs" ? "PUT" : "POST" }[how];
        return preview(method, id, event, url);
      }),
    settleDrift: async (how, ids) => {
      for (const id of ids) {
        const { event, url } = find(id);
        rows = rows.filter((one) => one.id !== id);
        if (how !== "remove") rows.push(row(id, event, url, { madeAt: now() }));
      }
      emit({ tag: "subscriptions" });
      return ids.map((id) => ({ id, outcome: "done" as const, failure: null }));
    },
    previewRotate: async (id) => preview("PUT", id, find(id).event, find(id).url),
    rotateSubscriptionSecret: async (id) =>
      put({
        ...find(id),
        rotation: { startedAt: now(), confirmedAt: now(), lastOldAt: null, endsAt: now() + 3_600_000 },
      }),
    checkAddress: async (url, call) => {
      const usable = url.startsWith("https://");
      const plain = { reason: null, about: null };
      const status = { what: "status", severity: "good", detail: "204", ...plain } as const;
      return {
        url,
        usable,
        answeredWell: call ? true : null,
        findings: [
          usable
            ? { what: "syntax", severity: "good", detail: "", ...plain }
            : { what: "scheme", severity: "bad", detail: "", reason: "url_not_https", about: null },
          ...(call ? [status] : []),
        ],
        resolved: ["203.0.113.7"],
        call: call
          ? {
              connectedTo: "203.0.113.7:443",
              status: 204,
              tookMs: 84,
              tls: "TLSv1.3",
              certificateEndsAt: now() + 5e9,
            }
          : null,
      };
    },
    copySubscriptionSecret: async () => null,
    showSubscriptionSecret: async () => null,
  };
}
