import type { Platform } from "../src/api";
import type {
  Attempt,
  AttemptState,
  Change,
  Connection,
  Failure,
  Language,
  MerchantRow,
  Preferences,
  ProfileDetail,
  ProfileKind,
  ProfileSummary,
  StoreDelta,
  Theme,
  Webhook,
} from "../src/api/types";
import { fakeApplications } from "./applications";
import { businessParts } from "./business";
import { closingParts } from "./closing";
import { fileParts } from "./files";
import { networkParts } from "./network";
import { notificationParts } from "./notifications";
import { FakeOperation } from "./operation";
import { rappiParts } from "./rappi";
import { activity, deliveries, merchants, qrSvg, WORKERS } from "./samples";
import { makeColumns, sent } from "./stores";
import { fakeSubscriptions } from "./subscriptions";
import { teamParts } from "./team";

export type Wanted = {
  stores: number;
  first: boolean;
  empty: boolean;
  locked: boolean;
  unregistered: boolean;
  language: Language;
  theme: Theme;
  kind: ProfileKind;
  now: () => number;
  /** ms between two steps of a run */ pace?: number;
};

const failure = (code: Failure["code"], message: string): Failure => ({ code, message, detail: null });
const page = <R extends { id: number }>(rows: R[], before: number | null, limit: number): R[] =>
  rows.filter((row) => before === null || row.id < before).slice(0, limit);

/** The shell, pretended: in memory, the same every time, for looking and for tests. Never part of the product. */
const SIDE = { snapshot: null, name: "", refreshedAt: null, stores: 200, integrated: 60, fingerprint: "0".repeat(64) };
const SNAPSHOT = { ...SIDE, id: 1, at: 0, actor: "person", signedOff: false };

export function fakePlatform(wanted: Wanted): Platform {
  const { now } = wanted;
  const listeners = new Set<(change: Change) => void>();
  const emit = (...changes: Change[]) => {
    for (const change of changes) for (const listener of listeners) listener(change);
  };
  let preferences: Preferences = { language: wanted.language, theme: wanted.theme, keepRunning: null };
  const sandbox: ProfileSummary = {
    name: wanted.kind === "sandbox" ? "sandbox" : "rappi-co",
    kind: wanted.kind,
    country: "co",
  };
  const profiles: ProfileSummary[] = [sandbox, { name: "rappi-mx", kind: "development", country: "mx" }];
  let profile: ProfileSummary | null = wanted.first ? null : sandbox;
  const columns = makeColumns(wanted.stores);
  const { stores: fileStores, ...filesOnly } = fileParts(columns);
  const log: StoreDelta["rows"] = [];
  const people: MerchantRow[] = wanted.empty
    ? []
    : merchants(now(), columns.ids.length, columns.state.filter((state) => state === 1).length);
  const hooks: Webhook[] = wanted.unregistered ? [] : [hook("pos-co-01", 201)];
  const operations: FakeOperation[] = [];
  const received = deliveries(now());
  const audit = activity(now());
  let attempt: Attempt | null = null;
  let attemptState: AttemptState = { kind: "waiting" };
  let connection: Connection = {
    receiver: { listening: true, address: "127.0.0.1:4180", detail: null },
    rappi: { state: "ok", host: "api.dev.rappi.com", through: null, detail: null, checkedAt: now() },
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
  function hook(integration: string, answer: 200 | 201): Webhook {
    return {
      integration,
      event: "STORE_PROVISIONING_STATUS",
      endpoint: "Vb2kQm7x9kQ",
      url: "http://127.0.0.1:4180/hooks/Vb2kQm7x9kQ",
      registeredAt: now(),
      answer,
      secret: "stored",
    };
  }
  const move = (rows: StoreDelta["rows"]) => {
    for (const row of rows) {
      columns.state[row.row] = row.state;
      log.push(row);
    }
    columns.revision = 1 + log.length;
  };
  const rowsOf = (source: Parameters<Platform["plan"]>[0]["source"]): number[] => {
    if (source.kind === "selection")
      return source.selection.ranges.flatMap(([from, to]) =>
        Array.from({ length: to - from }, (_, step) => from + step),
      );
    if (source.kind === "import") return fileStores(source.group).map((id) => columns.ids.indexOf(id));
    if (source.kind === "stores") return source.stores.map((id) => columns.ids.indexOf(id));
    const before = operations.find(({ id }) => id === source.operation);
    const state = source.kind === "failed_of" ? "failed" : "planned";
    return before ? before.stores.filter((store) => store.state === state).map(({ row }) => row) : [];
  };
  const tell = (id: string, state: FakeOperation["state"]): null => {
    const operation = operations.find((one) => one.id === id);
    if (operation) {
      const rests = operation.state === "holding" || operation.state === "paused";
      Object.assign(operation, { state, holdUntil: null });
      if (rests && state === "running") setTimeout(() => run(operation), wanted.pace ?? 300);
    }
    emit({ tag: "operation", merchant: "m1", operation: id });
    return null;
  };
  const run = (operation: FakeOperation) => {
    const rows = operation.step();
    move(rows);
    emit(
      { tag: "operation", merchant: "m1", operation: operation.id },
      { tag: "stores", merchant: "m1" },
      { tag: "merchants" },
    );
    if (operation.state === "running" || operation.state === "stopping")
      setTimeout(() => run(operation), wanted.pace ?? 1500);
  };
  const settle = (state: AttemptState): AttemptState => {
    attemptState = state;
    if (attempt) emit({ tag: "attempt", attempt: attempt.id });
    return state;
  };
  const applications = fakeApplications(now, wanted.empty);
  const subscriptions = fakeSubscriptions(emit, now, wanted.empty);
  return {
    ...applications,
    ...rappiParts(now),
    ...networkParts(wanted.kind),
    ...closingParts(),
    ...teamParts(now()),
    ...businessParts(),
    ...subscriptions,
    ...notificationParts(emit, now, wanted.empty),
    onGoto: () => () => {},
    setMenu: async () => undefined,
    onChange: (callback) => {
      listeners.add(callback);
      return () => void listeners.delete(callback);
    },
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
    merchants: async () => people,
    signOut: async () => ({ wiped: ["merchant_token"], stays: ["provider_session", "stores", "history"] }),
    refreshStores: async () => ({ stores: columns.ids.length, changed: 0, settled: 0 }),
    stores: async () => sent(columns),
    storeDelta: async (_, since) => ({
      version: columns.version,
      revision: columns.revision,
      rows: log.slice(since - 1),
    }),
    plan: async ({ source, integration }) => {
      const stores = rowsOf(source).length;
      const batches = Array.from({ length: Math.ceil(stores / 20) }, (_, index) => Math.min(20, stores - index * 20));
      const leftOut = columns.state.flatMap((state, row) => (state === 2 || state === 10 ? [row] : [])).slice(0, 3);
      return {
        stores,
        batches,
        waves: 1,
        integration,
        leftOutTotal: leftOut.length,
        seconds: 3,
        webhookReady: hooks.some((one) => one.integration === integration),
        fingerprint: JSON.stringify(rowsOf(source)),
        leftOut: leftOut.map((row) => ({
          store: columns.ids[row],
          name: columns.names[row],
          reason: columns.state[row] === 2 ? "other_integration" : "blank_name",
          rule: columns.state[row] === 2 ? "only_not_integrated" : "name_required",
          answer: columns.state[row] === 2 ? "409" : "missing_name",
          source: "Rappi, Self-Onboarding, Step 3",
        })),
      };
    },
    provision: async ({ source, integration, flags, kind, holdS }, seen) => {
      if (seen !== JSON.stringify(rowsOf(source))) throw failure("stale", "another plan");
      const rows = rowsOf(source).map((row) => ({ row, store: columns.ids[row], name: columns.names[row] }));
      if (rows.length === 0) throw failure("bad_input", "no stores");
      const operation = new FakeOperation(
        `op-${operations.length + 1}`,
        "m1",
        integration,
        flags,
        rows,
        now(),
        now,
        kind,
      );
      if (holdS > 0) Object.assign(operation, { state: "holding", holdUntil: now() + holdS * 1000 });
      operations.unshift(operation);
      move(rows.map(({ row }) => ({ row, state: 5, integration: null, note: null })));
      setTimeout(() => run(operation), wanted.pace ?? 300);
      emit({ tag: "stores", merchant: "m1" }, { tag: "operation", merchant: "m1", operation: operation.id });
      return operation.id;
    },
    stopOperation: async (id) => {
      const operation = operations.find((one) => one.id === id);
      if (operation?.state === "running") operation.state = "stopping";
      emit({ tag: "operation", merchant: "m1", operation: id });
      return null;
    },
    drift: async () => [],
    seeDrift: async () => null,
    pauseOperation: async (id) => tell(id, "pausing"),
    resumeOperation: async (id) => tell(id, "running"),
    beginOperation: async (id) => tell(id, "running"),
    undoOperation: async (id) => tell(id, "undone"),
    operations: async () => operations.map(({ row }) => row),
    operation: async (id) => {
      const operation = operations.find((one) => one.id === id);
      if (!operation) throw failure("not_found", id);
      return structuredClone(operation.view);
    },
    operationStores: async (id, outcome, offset, limit) => {
      const rows =
        operations.find((one) => one.id === id)?.stores.filter(({ state }) => outcome === null || state === outcome) ??
        [];
      return structuredClone({ total: rows.length, rows: rows.slice(offset, offset + limit) });
    },
    storeLatest: async (_, id) => {
      for (const { row, view, stores } of operations) {
        const store = stores.find((one) => one.store === id);
        if (store) {
          const sentAt = view.batches[store.batch]?.sentAt ?? null;
          return structuredClone({ operation: row.id, integration: row.integration, flags: view.flags, store, sentAt });
        }
      }
      return null;
    },
    authorizeStart: async (way, expectedEmail) => {
      attempt = {
        id: `a${now()}`,
        url: `https://login.partners.dev.rappi.com/authorize?client_id=gangway-sandbox&response_type=code&code_challenge_method=S256&code_challenge=xLw3V9pQm2&state=9f2c&scope=openid%20profile%20email`,
        qrSvg: qrSvg(),
        way,
        redirect: detail.redirect,
        startedAt: now(),
        expiresAt: now() + 600_000,
        expectedEmail,
      };
      attemptState = { kind: "waiting" };
      return attempt;
    },
    authorizePending: async () => null,
    authorizeStatus: async () => attemptState,
    authorizePaste: async (_, address) => {
      if (address.includes("denied")) return settle({ kind: "failed", failure: failure("denied", "access_denied") });
      if (!address.startsWith("dev.gangway")) throw failure("address_not_ours", "");
      const expected = attempt?.expectedEmail;
      if (expected && expected !== "duena@sertester.co")
        return settle({ kind: "question", email: "duena@sertester.co", expected });
      return settle({
        kind: "done",
        merchant: "m1",
        email: "duena@sertester.co",
        stores: columns.ids.length,
        clockSkewMs: null,
      });
    },
    authorizeAnswer: async (_, accept) =>
      settle(
        accept
          ? { kind: "done", merchant: "m1", email: "duena@sertester.co", stores: columns.ids.length, clockSkewMs: null }
          : { kind: "cancelled" },
      ),
    authorizeCancel: async () => null,
    authorizeOpen: async () => {
      throw failure("browser_failed", "no handler for https");
    },
    ...filesOnly,
    webhooks: async () => [...hooks],
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
    activity: async ({ search, acts, actor, since }, before, limit) => {
      const rows = audit.filter(
        (row) =>
          `${row.written} ${row.subject}`.toLowerCase().includes(search.toLowerCase()) &&
          (acts.length === 0 || (row.act !== null && acts.includes(row.act))) &&
          (actor === null || row.actor === actor) &&
          (since === null || row.at >= since),
      );
      return { rows: page(rows, before, limit), total: rows.length };
    },
    activityKinds: async () => ({
      acts: [...new Set(audit.map((row) => row.act))].filter((act) => act !== null).sort(),
      actors: [...new Set(audit.map((row) => row.actor))].sort(),
    }),
    verifyActivity: async () => ({
      acts: audit.length,
      breaks: [],
      noted: "compared",
      afterNoted: 0,
      at: now(),
    }),
    counts: async () => ({
      needs: 0,
      merchants: people.length,
      applications: (await applications.applicationBoard()).total,
      subscriptions: (await subscriptions.subscriptions()).rows.length,
    }),
    overview: async () => ({
      figures: { integrated: 1284, failed: 18, waiting: 61, overdue: 3, unknown: 1, missed: 2 },
      applications: [
        { status: "PROCESSING", count: 12, ages: [6, 4, 1, 1] },
        { status: "NEEDS_INFORMATION", count: 5, ages: [1, 1, 2, 1] },
        { status: "COMPLETED", count: 40, ages: [2, 8, 10, 20] },
      ],
      items: [],
    }),
    ratepaySettings: async () => ({
      named: true,
      simulated: true,
      oauth: "",
      api: "",
      audience: "",
      clientId: "gangway",
      clientSecret: "stored",
    }),
    saveRatepay: async () => Promise.reject(new Error("pretended")),
    checkRatepay: async () => Promise.reject(new Error("pretended")),
    disputes: async () => [],
    answerDispute: async () => Promise.reject(new Error("pretended")),
    deliveryFacts: async () => ({ kind: "none" }),
    openDocument: async () => null,
    exportComparison: async () => ({ id: 1, name: "gangway-review.html", folder: "Downloads" }),
    exportActivity: async () => ({ id: 1, name: "gangway-activity.csv", folder: "Downloads" }),
    reviews: async () => ({ snapshots: [], signOffs: [] }),
    keepSnapshot: async (_, name) => ({ ...SNAPSHOT, name, at: now() }),
    renameSnapshot: async () => null,
    removeSnapshot: async () => null,
    compareTrees: async () => ({ from: SIDE, to: SIDE, counts: [], total: 0, rows: [] }),
    signOff: async (_, __, ___, note) => ({ id: 1, at: now(), actor: "person", note, from: 1, to: 1, counts: [] }),
    acceptActivity: async () => ({ acts: audit.length, breaks: [], noted: "compared", afterNoted: 0, at: now() }),
  };
}
