import type { Actor, NextStep, Stage } from "../../api/types";
import type { Shown as Look } from "../../components/wire";
import type { WordId } from "../../i18n";

/** How far a merchant has come. */
export const STAGE: Record<Stage, Look> = {
  invited: { tone: "off", icon: "ring", word: "queue.stage.invited" },
  authorized: { tone: "off", icon: "unlock", word: "queue.stage.authorized" },
  stores_chosen: { tone: "run", icon: "arrow", word: "queue.stage.stores_chosen" },
  provisioned: { tone: "run", icon: "sync", word: "queue.stage.provisioned" },
  verified: { tone: "ok", icon: "check", word: "queue.stage.verified" },
};

export const ACTOR: Record<Actor, WordId> = {
  us: "queue.actor.us",
  merchant: "queue.actor.merchant",
  provider: "queue.actor.provider",
  nobody: "queue.actor.nobody",
};

/** What is next, the most urgent first. */
export const STEP: Record<NextStep, WordId> = {
  ask_status: "queue.step.ask_status",
  resume_run: "queue.step.resume_run",
  handle_failed: "queue.step.handle_failed",
  answer_review: "queue.step.answer_review",
  look_at_application: "queue.step.look_at_application",
  answer_dispute: "queue.step.answer_dispute",
  settle_subscriptions: "queue.step.settle_subscriptions",
  look_at_drift: "queue.step.look_at_drift",
  read_stores: "queue.step.read_stores",
  choose_stores: "queue.step.choose_stores",
  check_webhook: "queue.step.check_webhook",
  verify: "queue.step.verify",
  sign_in_again: "queue.step.sign_in_again",
  give_information: "queue.step.give_information",
  finish_sign_in: "queue.step.finish_sign_in",
  have_stores: "queue.step.have_stores",
  complete_application: "queue.step.complete_application",
  send_results: "queue.step.send_results",
  decide: "queue.step.decide",
  nothing: "queue.step.nothing",
};

const ORDER = Object.keys(STEP);
/** The more urgent, the smaller. */
export const urgency = (step: NextStep): number => ORDER.indexOf(step);
