import type { Platform } from "../src/api";
import type { Attempt, AttemptState, Change } from "../src/api/types";
import { failure } from "./failure";
import { qrSvg } from "./samples";

type Given = { now(): number; stores: number; redirect: string; emit(...changes: Change[]): void };

/** A merchant who signs in. */
export function authorizingParts({ now, stores, redirect, emit }: Given) {
  let attempt: Attempt | null = null;
  let attemptState: AttemptState = { kind: "waiting" };
  const settle = (state: AttemptState): AttemptState => {
    attemptState = state;
    if (attempt) emit({ tag: "attempt", attempt: attempt.id });
    return state;
  };
  return {
    authorizeStart: async (way, expectedEmail) => {
      attempt = {
        id: `a${now()}`,
        url: `https://login.partners.dev.rappi.com/authorize?client_id=gangway-sandbox&response_type=code&code_challenge_method=S256&code_challenge=xLw3V9pQm2&state=9f2c&scope=openid%20profile%20email`,
        qrSvg: qrSvg(),
        way,
        redirect,
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
        stores,
        clockSkewMs: null,
      });
    },
    authorizeAnswer: async (_, accept) =>
      settle(
        accept
          ? { kind: "done", merchant: "m1", email: "duena@sertester.co", stores, clockSkewMs: null }
          : { kind: "cancelled" },
      ),
    authorizeCancel: async () => null,
    authorizeOpen: async () => {
      throw failure("browser_failed", "no handler for https");
    },
  } satisfies Partial<Platform>;
}
