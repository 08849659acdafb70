import type { Platform } from "../src/api";
import type { Change, Language, MerchantRow, ProfileKind, Theme } from "../src/api/types";
import { fakeApplications } from "./applications";
import { auditParts } from "./audit";
import { authorizingParts } from "./authorizing";
import { businessParts } from "./business";
import { closingParts } from "./closing";
import { environmentParts } from "./environment";
import { fileParts } from "./files";
import { invitationParts } from "./invitations";
import { lockParts, updateParts } from "./lock";
import { networkParts } from "./network";
import { notificationParts } from "./notifications";
import { overviewParts } from "./overview";
import { provisioningParts } from "./provisioning";
import { queueParts } from "./queue";
import { rappiParts } from "./rappi";
import { merchants } from "./samples";
import { makeColumns } from "./stores";
import { fakeSubscriptions } from "./subscriptions";
import { hooksOf, teamParts } from "./team";
import { webhookParts } from "./webhooks";

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
  /** The link of an invitation that was opened. */ invited?: string;
  /** ms between two steps of a run */ pace?: number;
};

/** The shell, pretended: in memory, the same every time, for looking and for tests. Never part of the product. */
export function fakePlatform(wanted: Wanted): Platform {
  const { now, unregistered, empty } = wanted;
  const listeners = new Set<(change: Change) => void>();
  const emit = (...changes: Change[]) => {
    for (const change of changes) for (const listener of listeners) listener(change);
  };
  const columns = makeColumns(wanted.stores);
  const { stores: fileStores, ...filesOnly } = fileParts(columns);
  const stores = columns.ids.length;
  const people: MerchantRow[] = empty
    ? []
    : merchants(now(), stores, columns.state.filter((state) => state === 1).length);
  const applications = fakeApplications(now, empty);
  const subscriptions = fakeSubscriptions(emit, now, empty);
  const team = teamParts(now(), wanted.invited ?? null);
  const webhooks = webhookParts({
    now,
    unregistered,
    emit,
    ofTeam: async (hooks) => hooksOf(await team.teamStatus(), hooks),
  });
  const { isRegistered } = webhooks;
  return {
    ...applications,
    ...rappiParts(now),
    ...networkParts(wanted.kind),
    ...closingParts(),
    ...lockParts(),
    ...updateParts(),
    ...team,
    ...invitationParts(emit, now, empty),
    ...businessParts(),
    ...subscriptions,
    ...notificationParts(emit, now, empty),
    ...environmentParts(wanted),
    ...provisioningParts({ wanted, columns, emit, fileStores, isRegistered }),
    ...authorizingParts({ now, stores, redirect: "dev.gangway.console:/oauth/callback", emit }),
    ...filesOnly,
    ...webhooks.parts,
    ...auditParts(now),
    ...overviewParts(now, empty, emit),
    ...queueParts(now, empty, emit),
    onGoto: () => () => {},
    arrival: async () => null,
    setMenu: async () => undefined,
    onChange: (callback) => {
      listeners.add(callback);
      return () => void listeners.delete(callback);
    },
    merchants: async () => people,
    signOut: async () => ({ wiped: ["merchant_token"], stays: ["provider_session", "stores", "history"] }),
    drift: async () => [],
    seeDrift: async () => null,
    counts: async () => ({
      needs: 0,
      merchants: people.length,
      applications: (await applications.applicationBoard()).total,
      subscriptions: (await subscriptions.subscriptions()).rows.length,
      unread: 0,
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
  };
}
