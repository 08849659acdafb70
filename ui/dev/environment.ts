import type { Platform } from "../src/api";
import type { Connection, Preferences, ProfileDetail, ProfileSummary } from "../src/api/types";
import type { Wanted } from "./platform";
import { WORKERS } from "./samples";

/** The environments, what is set in the one that is shown, and how its connections stand. */
export function environmentParts(wanted: Wanted) {
  const { now } = wanted;
  let preferences: Preferences = { language: wanted.language, theme: wanted.theme };
  const sandbox: ProfileSummary = {
    name: wanted.kind === "sandbox" ? "sandbox" : "rappi-co",
    kind: wanted.kind,
    country: "co",
  };
  const profiles: ProfileSummary[] = [sandbox, { name: "rappi-mx", kind: "development", country: "mx" }];
  let profile: ProfileSummary | null = wanted.first ? null : sandbox;
  let connection: Connection = {
    receiver: { listening: true, address: "127.0.0.1:4180", detail: null },
    links: [
      { provider: "rappi", state: "ok", host: "https://api.dev.rappi.com", through: null, detail: null },
      {
        provider: "rainforest",
        state: "ok",
        host: "https://api.sandbox.rainforestpay.com",
        through: null,
        detail: null,
      },
      { provider: "ratepay", state: "ok", host: "https://api.ratepay.com", through: null, detail: null },
    ],
    vault: { state: wanted.locked ? "absent" : "keyring", detail: null },
    clockSkewMs: 120,
  };
  let detail: ProfileDetail = {
    name: sandbox.name,
    kind: sandbox.kind,
    path: "~/.local/share/gangway/sandbox",
    country: "co",
    loginHost: "login.partners.dev.rappi.com",
    apiHost: "api.dev.rappi.com",
    clientId: "gangway-sandbox",
    clientSecret: "stored",
    integrations: ["pos-co-01", "pos-co-02"],
    redirect: "dev.gangway.console:/oauth/callback",
    loopbackRedirect: "http://127.0.0.1/oauth/callback",
    receiverAddress: "127.0.0.1:4180",
    publicUrl: null,
    concurrency: 4,
    overdueAfterS: 120,
  };
  return {
    start: async () => ({
      version: "0.1.0",
      home: "~/.local/share/gangway",
      profile,
      profiles,
      preferences,
      leftOpen: 0,
      failure: null,
    }),
    openProfile: async (name) => {
      profile = profiles.find((one) => one.name === name) ?? sandbox;
      return profile;
    },
    createProfile: async (draft) => {
      const summary = { name: draft.name, kind: draft.kind, country: draft.country };
      profiles.push(summary);
      return summary;
    },
    preferences: async () => preferences,
    setPreferences: async (next) => {
      preferences = next;
      return null;
    },
    profileDetail: async () => detail,
    workers: async () => WORKERS.map((worker) => ({ worker, state: "running", brokenOff: 0, brokenOffAt: null })),
    recordStats: async () => ({
      bytes: 2_571_378_688,
      indexBytes: 628_195_328,
      freeBytes: 96_468_992,
      deliveries: 1_000_000,
      oldestBody: now() - 180 * 86_400_000,
      applications: 100_000,
      operations: 5_000,
      auditEntries: 5_000,
      monthDeliveries: 82_185,
      monthBytes: 155_028_457,
      retentionDays: 180,
      prunedAt: now() - 3_600_000,
      checkedAt: null,
      damage: null,
    }),
    saveProfile: async (edit) => {
      const given = Object.fromEntries(
        Object.entries(edit).filter(([key, value]) => value !== null && key !== "clientSecret"),
      );
      detail = { ...detail, ...given };
      return detail;
    },
    connection: async () => connection,
    checkConnection: async () => connection,
    unlockVault: async () => {
      connection = { ...connection, vault: { state: "keyring", detail: null } };
      return connection;
    },
  } satisfies Partial<Platform>;
}
