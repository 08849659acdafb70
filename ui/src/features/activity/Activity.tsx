import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Segment } from "../../components/Choice";
import { Head } from "../../components/Page";
import { useWords } from "../../i18n";
import { useView } from "../../navigation/useView";
import { teamStatusQuery } from "../../queries/teamQueries";
import { TeamFacts } from "./TeamFacts";
import { ThisComputer } from "./ThisComputer";
import { WHOSE } from "./view";

type Whose = (typeof WHOSE)[number];

/** What was done: on this computer, or by everybody of its team. */
export function Activity() {
  const { data: team } = useQuery(teamStatusQuery);
  const [view, change] = useView("/activity");
  const whose = team?.membership ? (view.of ?? "here") : "here";
  const pick = team?.membership && (
    <WhosePick
      whose={whose}
      onChange={(of) => change({ of, open: undefined, actor: undefined, search: undefined }, "step")}
    />
  );
  return whose === "team" ? <OfTeam pick={pick} /> : <ThisComputer pick={pick} />;
}

function WhosePick({ whose, onChange }: { whose: Whose; onChange(whose: Whose): void }) {
  const { t } = useWords();
  return (
    <Segment<Whose>
      hideLabel
      label={t("activity.of")}
      options={WHOSE.map((id) => ({ id, label: t(`activity.of.${id}`) }))}
      value={whose}
      onChange={onChange}
      testId={(id) => `activity-of-${id}`}
    />
  );
}

function OfTeam({ pick }: { pick: ReactNode }) {
  const { t } = useWords();
  return (
    <>
      <Head title={t("place.activity")} actions={pick} />
      <TeamFacts />
    </>
  );
}
