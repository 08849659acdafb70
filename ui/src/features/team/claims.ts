import type { TeamClaimRow } from "../../api/types";
import type { WordId, Words } from "../../i18n";

const STAGES: Record<TeamClaimRow["stage"], WordId> = {
  planned: "team.claim.planned",
  leaving: "team.claim.leaving",
  unknown: "team.claim.unknown",
};

/** Who has a store, how far they are, since when. */
export const claimWord = ({ stage, person, since }: TeamClaimRow, now: number, { t, ago }: Words) =>
  t(STAGES[stage], { person, ago: ago(since, now) });

/** Everybody once, by name. */
export const namesOf = (people: string[], { language }: Words) =>
  new Intl.ListFormat(language, { type: "conjunction" }).format([...new Set(people)].sort());
