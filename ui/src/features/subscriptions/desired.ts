import type { DesiredSubscription, SubscriptionRow } from "../../api/types";

/** Shortest secret that Ratepay takes, in characters. */
export const SHORTEST = 64;

export type SecretChoice = "ofAddress" | "new" | "ofRow" | "given";
export type Draft = {
  event: string;
  target: "here" | "address";
  url: string;
  secret: SecretChoice;
  /** Whose secret, for `ofRow`. */
  secretOf: string;
  given: string;
};

/** What a dialog begins with: a row that is to be changed, a cell of the matrix, or nothing. */
export function draftOf(from: Pick<SubscriptionRow, "event" | "url"> | null): Draft {
  const { event = "", url = "" } = from ?? {};
  return { event, url, target: "address", secret: "ofAddress", secretOf: "", given: "" };
}

/** What a draft desires, once there is enough of it to ask for a preview. */
export function desiredOf({ event, target, url, secret, secretOf, given }: Draft): DesiredSubscription | null {
  if (event.trim() === "" || (target === "address" && url.trim() === "")) return null;
  if (secret === "given" && [...given].length < SHORTEST) return null;
  if (secret === "ofRow" && secretOf === "") return null;
  return {
    event: event.trim(),
    target: target === "here" ? { kind: "here" } : { kind: "address", url: url.trim() },
    secret: desiredSecret(secret, secretOf, given),
  };
}

function desiredSecret(choice: SecretChoice, of: string, given: string): DesiredSubscription["secret"] {
  if (choice === "given") return { kind: "given", secret: given };
  return choice === "ofRow" ? { kind: "ofRow", id: of } : { kind: choice };
}
