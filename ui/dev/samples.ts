import type { ActivityRow, DeliveryEffect, DeliveryView, MerchantRow, RejectionReason, Worker } from "../src/api/types";
import { activityRows, deliveryViews } from "../test/fixtures";

const MINUTE = 60_000;

export function merchants(now: number, stores: number, integrated: number): MerchantRow[] {
  const row = (
    id: string,
    name: string,
    email: string,
    country: string,
    left: number | null,
    at: number | null,
  ): MerchantRow => ({
    id,
    name,
    email,
    country,
    tokenExpiresAt: left === null ? null : now + left * MINUTE,
    refreshedAt: at === null ? null : now - at * MINUTE,
    stores: 12,
    integrated: 12,
    openOperations: 0,
    drift: 0,
    missedWebhooks: 0,
    integratedLately: 0,
    failedLately: 0,
    waiting: 0,
    unknown: 0,
  });
  return [
    { ...row("m1", "Grupo Sertester", "duena@sertester.co", "co", 42, 2), stores, integrated },
    {
      ...row("m2", "Parrilla del Puerto", "hola@parrilla.com.ar", "ar", 6, 60 * 5),
      stores: 44,
      integrated: 31,
      openOperations: 1,
    },
    row("m3", "Açaí do Zé", "ze@acaidoze.com.br", "br", -3, 60 * 30),
    {
      ...row(
        "m4",
        "La Esquina de Ñuñoa y Compañía Limitada Internacional",
        "administracion@laesquina.cl",
        "cl",
        null,
        null,
      ),
      stores: 0,
      integrated: 0,
    },
  ];
}

/** The core's own row of this kind. */
function delivery(why: RejectionReason | null, effect: DeliveryEffect): DeliveryView {
  const found = deliveryViews.find(({ row }) => row.why === why && row.effect === effect && row.unreadableWhy === null);
  if (!found) throw new Error(`the core makes no delivery that is ${why ?? effect}`);
  return found;
}

export function deliveries(now: number): DeliveryView[] {
  const whys = [null, "wrong_secret", null, "clock_off", null, null, "header_missing"] as const;
  return Array.from({ length: 64 }, (_, index) => {
    const why = whys[index % whys.length];
    const it = delivery(why, why ? "none" : index % 5 === 4 ? "duplicate" : "applied");
    return { ...it, row: { ...it.row, id: 1000 - index, at: now - index * 31_217 } };
  });
}

export function activity(now: number): ActivityRow[] {
  return Array.from({ length: 240 }, (_, index) => ({
    ...activityRows[index % activityRows.length],
    id: 5000 - index,
    at: now - index * 187_331,
    actor: index % 3 === 0 ? "program" : "person",
    detail: index % 7 === 0 ? "35 confirmed, 2 failed" : null,
  }));
}

/** Not a code that could be read: only its look is of interest here. */
export function qrSvg(): string {
  let cells = "";
  for (let y = 0; y < 29; y++)
    for (let x = 0; x < 29; x++) if ((x * 7 + y * 13 + x * y) % 3 === 0) cells += `<path d="M${x} ${y}h1v1h-1z"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29">${cells}</svg>`;
}

/** Everything that goes on by itself. */
export const WORKERS = [
  "deliveries",
  "outcomes",
  "deprecations",
  "audit_head",
  "vault",
  "old_secrets",
  "webhook_secret",
  "subscriptions",
  "dispute_dates",
  "resume",
  "updates",
  "upkeep",
  "applications",
  "messages_here",
  "messages_by_email",
  "messages_to_platform",
] as const satisfies Worker[];
