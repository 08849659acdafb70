import type { TeamClaimRow, TeamFactRow, TeamRunRow } from "../src/api/types";

const MINUTE = 60_000;
const fact = (seq: number, at: number, person: string, more: Partial<TeamFactRow>): TeamFactRow => ({
  seq,
  at,
  person,
  isThis: false,
  what: "run_started",
  written: more.what ?? "run_started",
  act: null,
  about: "",
  subject: "",
  merchant: null,
  detail: null,
  changes: [],
  ...more,
});

/** What colleagues did, pretended. */
export const teamFactsOf = (now: number): TeamFactRow[] => [
  fact(48_210, now - 2 * MINUTE, "Bruno Díaz", {
    act: "operation_started",
    about: "Lakeview 879 · 40",
    subject: "op-7",
    changes: [
      { what: "kind", before: null, after: "provision" },
      { what: "stores", before: null, after: "40" },
    ],
  }),
  fact(48_190, now - 30 * MINUTE, "Ana Torres", {
    what: "merchant_authorized",
    act: "merchant_authorized",
    about: "Parrilla del Puerto",
    subject: "m2",
    isThis: true,
  }),
  fact(47_002, now - 300 * MINUTE, "Bruno Díaz", {
    what: "review_sign_off",
    act: "review_signed_off",
    about: "Tacos El Farol",
    detail: "Names checked with the merchant.",
  }),
];

/** Runs of colleagues, pretended: one goes on, one ended. */
export const teamRunsOf = (now: number): TeamRunRow[] => [
  {
    run: "op-7",
    person: "Bruno Díaz",
    name: "Lakeview 879",
    merchant: "m1",
    deprovisions: false,
    integration: "pos-co-01",
    stores: 40,
    requests: 2,
    batches: 1,
    results: 17,
    startedAt: now - 2 * MINUTE,
    endedAt: null,
    outcome: null,
  },
  {
    run: "op-6",
    person: "Clara Ruiz",
    name: "Parrilla del Puerto",
    merchant: "m2",
    deprovisions: true,
    integration: "pos-co-01",
    stores: 12,
    requests: 1,
    batches: 1,
    results: 12,
    startedAt: now - 90 * MINUTE,
    endedAt: now - 89 * MINUTE,
    outcome: [
      { what: "confirmed", before: null, after: "11" },
      { what: "failed", before: null, after: "1" },
    ],
  },
];

/** What Bruno has in the first merchant's tree, pretended. */
export const teamClaimsOf = (now: number): TeamClaimRow[] =>
  ["1003", "1006", "1009"].map((store, n) => ({
    store,
    person: "Bruno Díaz",
    isThis: false,
    stage: n === 2 ? "leaving" : "planned",
    since: now - 2 * MINUTE,
    weAsked: false,
    askedBy: [],
  }));
