import type { Provider, RejectionReason } from "../../api/types";
import type { WordId } from "../../i18n";
import type { PlacePath } from "../../navigation/places";

type Advice = { why: WordId; short: WordId; todo: WordId[] };
const advice = (reason: RejectionReason | "other", ...todo: WordId[]): Advice => ({
  why: `why.${reason}`,
  short: `short.${reason}`,
  todo,
});

/** Reasons of the receiver → why it was rejected and what to do. */
const REASONS: Record<RejectionReason, Advice> = {
  wrong_secret: advice("wrong_secret", "todo.register_again", "todo.foreign"),
  no_secret: advice("no_secret", "todo.register_again"),
  header_missing: advice("header_missing", "todo.register_again", "todo.proxy"),
  header_doubled: advice("header_doubled", "todo.proxy"),
  header_malformed: advice("header_malformed", "todo.proxy"),
  clock_off: advice("clock_off", "todo.clock", "todo.replay"),
  tester_form: advice("tester_form", "todo.tester"),
  body_broken: advice("body_broken", "todo.proxy"),
  body_compressed: advice("body_compressed", "todo.compression"),
  wrong_path: advice("wrong_path", "todo.path"),
  wrong_method: advice("wrong_method", "todo.method"),
  body_too_large: advice("body_too_large", "todo.foreign", "todo.proxy"),
  body_incomplete: advice("body_incomplete", "todo.proxy"),
  body_too_slow: advice("body_too_slow", "todo.proxy"),
  header_too_large: advice("header_too_large", "todo.proxy"),
  head_malformed: advice("head_malformed", "todo.proxy"),
};

/** Refused before the signature was looked at, and kept without its body: there is nothing to examine. */
const UNEXAMINED: ReadonlySet<RejectionReason> = new Set<RejectionReason>([
  "wrong_path",
  "wrong_method",
  "body_too_large",
  "body_incomplete",
  "body_too_slow",
  "header_too_large",
  "head_malformed",
]);

export function canBeExamined(why: RejectionReason | null): boolean {
  return why === null || !UNEXAMINED.has(why);
}

const OTHER = advice("other", "todo.register_again", "todo.proxy");

/** What Rappi's registration is at the others: their secrets and addresses are kept elsewhere. */
const INSTEAD: Record<Provider, Partial<Record<WordId, WordId>>> = {
  rappi: {},
  rainforest: {
    "todo.register_again": "todo.rainforest_secret",
    "todo.method": "todo.rainforest_address",
  },
  ratepay: { "todo.register_again": "todo.ratepay_secret", "todo.method": "todo.ratepay_address" },
};

/** Why a call was rejected and what to do, for its provider. */
export function adviceFor(why: RejectionReason | null, provider: Provider | null): Advice {
  const found = why === null ? OTHER : REASONS[why];
  const todo = found.todo.map((step) => (provider && INSTEAD[provider][step]) ?? step);
  const mended: WordId[] = canBeExamined(why) ? ["todo.reverify"] : [];
  return { ...found, todo: [...new Set([...todo, ...mended])] };
}

type Mending = Extract<PlacePath, "/settings/credentials" | "/settings/receiver" | "/subscriptions">;

/** Where it is mended: a secret with its provider's things, all else at the receiver. */
export function mendingPlace(why: RejectionReason | null, provider: Provider | null): { word: WordId; place: Mending } {
  const { todo } = adviceFor(why, provider);
  if (todo.includes("todo.rainforest_secret")) return { word: "step.rainforest", place: "/settings/credentials" };
  if (todo.includes("todo.ratepay_secret")) return { word: "step.ratepay", place: "/subscriptions" };
  return { word: "step.settings", place: "/settings/receiver" };
}
