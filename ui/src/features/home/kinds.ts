import type { AttentionKind } from "../../api/types";
import type { Shown } from "../../components/wire";
import type { WordId } from "../../i18n";

type Look = Shown & { /** What is wrong, in a sentence. */ why: WordId /** The one thing to do. */; act: WordId };

/** What each kind of need looks like, is called, and asks of a person. */
export const NEED: Record<AttentionKind, Look> = {
  dispute_overdue: {
    tone: "bad",
    icon: "clock",
    word: "need.dispute_overdue",
    why: "need.dispute.why",
    act: "need.open",
  },
  review_overdue: {
    tone: "bad",
    icon: "clock",
    word: "need.review_overdue",
    why: "need.review.why",
    act: "need.open",
  },
  applications_in_review: {
    tone: "late",
    icon: "clock",
    word: "application.status.inReview",
    why: "need.inReview.why",
    act: "need.open",
  },
  applications_need_information: {
    tone: "doubt",
    icon: "doubt",
    word: "application.status.needsInformation",
    why: "need.information.why",
    act: "need.open",
  },
  messages_refused: {
    tone: "bad",
    icon: "cross",
    word: "need.messages_refused",
    why: "need.messages.why",
    act: "need.open",
  },
  receiver_down: {
    tone: "bad",
    icon: "cross",
    word: "need.receiver_down",
    why: "need.receiver.why",
    act: "need.set_up",
  },
  relay_down: { tone: "bad", icon: "cross", word: "need.relay_down", why: "need.relay.why", act: "need.open" },
  webhook_missing: {
    tone: "bad",
    icon: "plug",
    word: "need.webhook_missing",
    why: "need.webhook.why",
    act: "need.set_up",
  },
  stores_failed: { tone: "bad", icon: "cross", word: "need.stores_failed", why: "need.failed.why", act: "need.open" },
  messages_held: { tone: "late", icon: "clock", word: "need.messages_held", why: "need.held.why", act: "need.open" },
  authorization_expired: {
    tone: "late",
    icon: "lock",
    word: "need.sign_in_over",
    why: "need.expired.why",
    act: "need.sign_in",
  },
  application_stalled: {
    tone: "late",
    icon: "clock",
    word: "need.application_stalled",
    why: "need.stalled.why",
    act: "need.open",
  },
  merchant_without_stores: {
    tone: "doubt",
    icon: "doubt",
    word: "need.merchant_without_stores",
    why: "need.noStores.why",
    act: "need.refresh",
  },
  sign_in_over: { tone: "late", icon: "lock", word: "need.sign_in_over", why: "need.unsent.why", act: "need.sign_in" },
  run_halted: { tone: "bad", icon: "cross", word: "operation.halted", why: "need.unsent.why", act: "need.open" },
  run_interrupted: {
    tone: "doubt",
    icon: "doubt",
    word: "operation.interrupted",
    why: "need.unsent.why",
    act: "need.open",
  },
  outcome_unknown: { tone: "doubt", icon: "doubt", word: "outcome.unknown", why: "need.unknown.why", act: "need.ask" },
  overdue: { tone: "late", icon: "clock", word: "outcome.overdue", why: "need.overdue.why", act: "need.ask" },
  delivery_rejected: {
    tone: "bad",
    icon: "cross",
    word: "need.delivery_rejected",
    why: "need.delivery.why",
    act: "need.see_why",
  },
  subscription_differs: {
    tone: "bad",
    icon: "differs",
    word: "drift.differs",
    why: "need.subscription.why",
    act: "need.compare",
  },
  drift: { tone: "late", icon: "plug", word: "merchant.tab.drift", why: "need.drift.why", act: "need.open" },
  dispute_due_soon: {
    tone: "late",
    icon: "clock",
    word: "need.dispute_due_soon",
    why: "need.dispute.why",
    act: "need.open",
  },
};
