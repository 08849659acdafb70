import type { Code, Failure } from "../../api/types";
import type { Tone } from "../State";

/** What the person can press next. */
export type NextStep = "authorize" | "refresh" | "settings" | "credentials" | "unlock" | "connection" | null;

/** One row for each code: how bad it is and the next step. The words are `failure.<code>.title` and `.next` in the catalogs. */
export const FAILURES: Record<Code, { tone: Tone; step: NextStep }> = {
  bad_input: { tone: "doubt", step: null },
  not_found: { tone: "doubt", step: null },
  stale: { tone: "doubt", step: "refresh" },
  attempt_expired: { tone: "late", step: "authorize" },
  attempt_unknown: { tone: "doubt", step: "authorize" },
  denied: { tone: "bad", step: "authorize" },
  address_not_ours: { tone: "doubt", step: null },
  clock_off: { tone: "bad", step: "authorize" },
  sign_in_again: { tone: "late", step: "authorize" },
  not_authorized: { tone: "bad", step: "authorize" },
  integration_mismatch: { tone: "bad", step: "settings" },
  integrator_credentials: { tone: "bad", step: "credentials" },
  provider_refused: { tone: "bad", step: null },
  provider_unavailable: { tone: "doubt", step: "connection" },
  rate_limited: { tone: "late", step: null },
  answer_unreadable: { tone: "bad", step: null },
  vault_locked: { tone: "doubt", step: "unlock" },
  vault_failed: { tone: "bad", step: "unlock" },
  record_full: { tone: "bad", step: null },
  record_newer: { tone: "bad", step: null },
  record_damaged: { tone: "bad", step: null },
  record_read_only: { tone: "bad", step: null },
  port_busy: { tone: "bad", step: "settings" },
  profile_invalid: { tone: "bad", step: null },
  already_running: { tone: "doubt", step: null },
  browser_failed: { tone: "doubt", step: null },
  file_failed: { tone: "bad", step: null },
  relay_unavailable: { tone: "doubt", step: null },
  relay_refused: { tone: "bad", step: null },
  update_refused: { tone: "bad", step: null },
  locked: { tone: "doubt", step: null },
  internal: { tone: "bad", step: null },
};

/** Failures whose cause only the program's own technical line tells. */
export const TECHNICAL: ReadonlySet<Code> = new Set<Code>([
  "internal",
  "profile_invalid",
  "bad_input",
  "browser_failed",
  "file_failed",
]);

export const CODES = Object.keys(FAILURES) as Code[];

/** Whatever was thrown, as a failure; what is not one is `internal`. */
export function asFailure(error: unknown): Failure {
  const given = error as Partial<Failure> | null;
  if (given && typeof given === "object" && typeof given.code === "string" && given.code in FAILURES) {
    const { code, message = "", detail = null, reason = null, what = null, place = null, provider = null } = given;
    return { code, message, detail, reason, what, place, provider };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: "internal", message, detail: null, reason: null, what: null, place: null, provider: null };
}
