import type { ActivityRow, DeliveryView, MerchantRow } from "../src/platform/types";

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

const BODY = `{"batchId":"550e8400-e29b-41d4-a716-446655440000","integrationId":"pos-co-01","operation":"PROVISION","results":[{"storeId":"1000","integrationId":"pos-co-01","brand":"Sertester","status":"ACTIVE","httpCode":201},{"storeId":"1003","integrationId":"pos-co-01","brand":"Sertester","status":"FAILED","httpCode":409,"errorMessage":"Store already exists"}],"timestamp":"2026-04-21T10:00:00Z"}`;

export function deliveries(now: number): DeliveryView[] {
  const whys = [null, "previous_secret", null, "clock_off", null, null, "header_missing"];
  return Array.from({ length: 64 }, (_, index) => {
    const why = whys[index % whys.length];
    return {
      row: {
        id: 1000 - index,
        at: now - index * 31_217,
        provider: "rappi",
        event: "STORE_PROVISIONING_STATUS",
        verdict: why ? "rejected" : "verified",
        form: why ? null : "raw",
        why,
        effect: why ? "none" : index % 5 === 4 ? "duplicate" : "applied",
        settled: why ? 0 : 20,
      },
      endpoint: "/hooks/Vb2kQm7x9kQ",
      bytes: BODY.length,
      digest: null,
      answered: why ? 401 : 200,
      tookUs: 812,
      headers: [
        ["content-type", "application/json"],
        ["rappi-signature", "t=1776765600000,sign=990daac39e595f4c6ec881deb368de9a8616f10edb2d77e542cc42f31f07add4"],
        ["user-agent", "rappi-webhooks/2"],
      ],
      body: BODY,
      operation: why ? null : "op-1",
      detail: null,
    } satisfies DeliveryView;
  });
}

export function activity(now: number): ActivityRow[] {
  const acts = [
    "operation_stopped",
    "operation_started",
    "merchant_signed_out",
    "merchant_authorized",
    "authorization_failed",
    "webhook_registered",
    "profile_changed",
  ];
  return Array.from({ length: 240 }, (_, index) => ({
    id: 5000 - index,
    at: now - index * 187_331,
    actor: index % 3 === 0 ? "program" : "person",
    act: acts[index % acts.length],
    subject: index % 2 === 0 ? "Grupo Sertester" : "pos-co-01",
    merchant: "m1",
    detail: index % 7 === 0 ? "35 confirmed, 2 failed" : null,
    changes:
      acts[index % acts.length] === "profile_changed"
        ? [{ what: "receiver.public_url", before: null, after: "https://hooks.sertester.example" }]
        : [],
    answer: acts[index % acts.length] === "webhook_registered" ? "201" : null,
  }));
}

/** Not a code that could be read: only its look is of interest here. */
export function qrSvg(): string {
  let cells = "";
  for (let y = 0; y < 29; y++)
    for (let x = 0; x < 29; x++) if ((x * 7 + y * 13 + x * y) % 3 === 0) cells += `<path d="M${x} ${y}h1v1h-1z"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29">${cells}</svg>`;
}
