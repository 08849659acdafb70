import type { Platform } from "../src/api";
import type { CheckStep, RappiSettings, RotationView } from "../src/api/types";

type Parts =
  | "check"
  | "examine"
  | "webhookRotation"
  | "rotateWebhookSecret"
  | "takeOverWebhookSecret"
  | "deprecations"
  | "rappiSettings"
  | "saveRappiSettings";

const DAY = 86_400_000;
const STEPS: CheckStep[] = [
  { step: "vault", subject: "sandbox", outcome: "ok", finding: null, data: null, through: null },
  {
    step: "login_host",
    subject: "https://login.partners.dev.rappi.com",
    outcome: "ok",
    finding: null,
    data: null,
    through: null,
  },
  {
    step: "api_host",
    subject: "https://api.dev.rappi.com",
    outcome: "ok",
    finding: null,
    data: null,
    through: "http://proxy.corp:3128",
  },
  {
    step: "clock",
    subject: "https://api.dev.rappi.com",
    outcome: "attention",
    finding: "clock_off",
    data: "-47",
    through: null,
  },
  {
    step: "integrator_login",
    subject: "https://api.dev.rappi.com",
    outcome: "failed",
    finding: "login_refused",
    data: "401 invalid client",
    through: null,
  },
  { step: "webhook", subject: "pos-co-01", outcome: "skipped", finding: null, data: null, through: null },
  { step: "receiver", subject: "127.0.0.1:4180", outcome: "ok", finding: null, data: null, through: null },
  {
    step: "public_address",
    subject: "",
    outcome: "failed",
    finding: "public_address_missing",
    data: null,
    through: null,
  },
];

/** What the window asks about Rappi besides merchants and stores, pretended. */
export function rappiParts(now: () => number): Pick<Platform, Parts> {
  const rotations = new Map<string, RotationView>();
  const rotate = (integration: string): RotationView => {
    const rotation = { startedAt: now(), confirmedAt: now(), lastOldAt: null, endsAt: now() + DAY };
    rotations.set(integration, rotation);
    return rotation;
  };
  let settings: RappiSettings = {
    login: "https://login.partners.dev.rappi.com",
    api: "https://api.dev.rappi.com",
    dialect: "a",
    tokenUrl: null,
    tokenFields: [],
    simulated: false,
    presets: [],
  };
  return {
    check: async () => ({ ok: false, steps: STEPS }),
    examine: async ({ source }) => ({
      verdict: "rejected",
      form: null,
      finding: source.kind === "delivery" ? "clock_off" : "body_reformatted",
      detail: source.kind === "delivery" ? null : "white_space",
      secret: "current",
      byMs: -372_000,
      next: source.kind === "delivery" ? "set_the_clock" : "keep_the_bytes",
      bytes: 312,
    }),
    webhookRotation: async (integration) => rotations.get(integration) ?? null,
    rotateWebhookSecret: async (integration) => rotate(integration),
    takeOverWebhookSecret: async (integration) => rotate(integration),
    deprecations: async () => [
      {
        provider: "rappi",
        of: "integration-status",
        date: "2027-03-31",
        endsAt: now() + 120 * DAY,
        info: "Use the status of the store instead.",
        firstAt: now() - DAY,
        lastAt: now(),
      },
    ],
    rappiSettings: async () => settings,
    saveRappiSettings: async (edit) => {
      const given = Object.entries(edit).filter(([, value]) => value !== null);
      settings = { ...settings, ...Object.fromEntries(given) };
      return settings;
    },
  };
}
