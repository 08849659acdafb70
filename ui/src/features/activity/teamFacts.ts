import type { TeamFact, TeamFactRow } from "../../api/types";
import type { WordId, Words } from "../../i18n";

/** What a member did. */
export const TEAM_FACTS: Record<TeamFact, WordId> = {
  run_started: "team.fact.run_started",
  batch_accepted: "team.fact.batch_accepted",
  run_ended: "team.fact.run_ended",
  merchant_authorized: "team.fact.merchant_authorized",
  desired_subscription: "team.fact.desired_subscription",
  endpoint: "team.fact.endpoint",
  notification_sent: "team.fact.notification_sent",
  review_sign_off: "team.fact.review_sign_off",
  audit_head: "team.fact.audit_head",
  worked_alone: "team.fact.worked_alone",
};

/** Those that are a row by themselves: batches are counted with their run, hashes prove the audit log. */
export const LISTED: TeamFact[] = [
  "run_started",
  "run_ended",
  "merchant_authorized",
  "desired_subscription",
  "endpoint",
  "notification_sent",
  "review_sign_off",
  "worked_alone",
];

/** A word of a newer program is shown as it is written in the log. */
export const teamFactWord = ({ what, written }: TeamFactRow, t: Words["t"]) => (what ? t(TEAM_FACTS[what]) : written);

/** Who did it, and whether it was here. */
export const personOf = ({ person, isThis }: TeamFactRow, t: Words["t"]) =>
  isThis ? t("team.facts.thisComputer", { person }) : person;
