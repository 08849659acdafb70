import type { TeamPerson } from "../../api/types";
import { Pick } from "../../components/Choice";
import { Search } from "../../components/Field";
import { Bar } from "../../components/Page";
import { useWords } from "../../i18n";
import type { View } from "./ActivityBar";
import { LISTED, TEAM_FACTS } from "./teamFacts";

const ANY = "any";

type Props = {
  search: string;
  onSearch(search: string): void;
  view: View;
  onChange(more: Partial<View>): void;
  people: TeamPerson[];
};

/** What of the team's acts is asked for. */
export function TeamFactBar({ search, onSearch, view, onChange, people }: Props) {
  const { t } = useWords();
  return (
    <Bar>
      <Search label={t("team.facts.search")} value={search} onChange={onSearch} testId="team-facts-search" />
      <Pick
        hideLabel
        label={t("activity.act")}
        options={[
          { id: ANY, label: t("activity.anyAct") },
          ...LISTED.map((id) => ({ id: id as string, label: t(TEAM_FACTS[id]) })),
        ]}
        value={LISTED.find((known) => known === view.what) ?? ANY}
        onChange={(what) => onChange({ what: what === ANY ? undefined : what })}
        testId="team-facts-what"
      />
      {people.length > 1 && (
        <Pick
          hideLabel
          label={t("activity.actor")}
          options={[{ id: ANY, label: t("activity.anybody") }, ...people.map(({ id, name }) => ({ id, label: name }))]}
          value={people.find(({ id }) => id === view.actor)?.id ?? ANY}
          onChange={(actor) => onChange({ actor: actor === ANY ? undefined : actor })}
          testId="team-facts-person"
        />
      )}
    </Bar>
  );
}
