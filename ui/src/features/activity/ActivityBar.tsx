import { useMemo } from "react";
import type { InferOutput } from "valibot";
import type { ActivityKinds, ActKind } from "../../api/types";
import { Pick } from "../../components/Choice";
import { Search } from "../../components/Field";
import { Bar } from "../../components/Page";
import { useWords } from "../../i18n";
import { PERIODS, type Period, since } from "./periods";
import type { ActivityView } from "./view";

const ANY = "any" as const;

export type View = InferOutput<typeof ActivityView>;

/** What of the audit log is asked for, as the record's own filter. */
export function useActivityFilter(view: View, kinds: ActivityKinds | undefined, now: number) {
  const { search = "", actor = null } = view;
  const act = kinds?.acts.find((known) => known === view.act) ?? null;
  const from = since(view.period ?? "all", now);
  const filter = useMemo(
    () => ({ search, acts: act === null ? [] : [act], actor, merchant: null, since: from, until: null }),
    [search, act, actor, from],
  );
  return { filter, any: search !== "" || act !== null || actor !== null || from !== null };
}

/** The name of who acted, in words of a person. */
export function usePerson() {
  const { t } = useWords();
  return (name: string) => (name === "gangway" ? t("activity.itself") : name);
}

type Props = {
  search: string;
  onSearch(search: string): void;
  view: View;
  onChange(more: Partial<View>): void;
  kinds: ActivityKinds | undefined;
};

export function ActivityBar({ search, onSearch, view, onChange, kinds }: Props) {
  const { t } = useWords();
  const person = usePerson();
  const acts = (kinds?.acts ?? []).map((id) => ({ id, label: t(`act.${id}`) }));
  return (
    <Bar>
      <Search label={t("activity.search")} value={search} onChange={onSearch} testId="activity-search" />
      <Pick<Period>
        hideLabel
        label={t("activity.period")}
        options={PERIODS.map(({ id, word }) => ({ id, label: t(word) }))}
        value={view.period ?? "all"}
        onChange={(period) => onChange({ period: period === "all" ? undefined : period })}
        testId="activity-period"
      />
      <Pick<ActKind | typeof ANY>
        hideLabel
        label={t("activity.act")}
        options={[
          { id: ANY, label: t("activity.anyAct") },
          ...acts.sort((one, two) => one.label.localeCompare(two.label)),
        ]}
        value={kinds?.acts.find((known) => known === view.act) ?? ANY}
        onChange={(act) => onChange({ act: act === ANY ? undefined : act })}
        testId="activity-act"
      />
      {kinds && kinds.actors.length > 1 && (
        <Pick
          hideLabel
          label={t("activity.actor")}
          options={[
            { id: ANY, label: t("activity.anybody") },
            ...kinds.actors.map((id) => ({ id, label: person(id) })),
          ]}
          value={view.actor ?? ANY}
          onChange={(actor) => onChange({ actor: actor === ANY ? undefined : actor })}
          testId="activity-actor"
        />
      )}
    </Bar>
  );
}
