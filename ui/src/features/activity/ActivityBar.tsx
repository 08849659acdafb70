import { useMemo, useState } from "react";
import type { ActivityKinds, ActKind } from "../../api/types";
import { Pick } from "../../components/Choice";
import { Search } from "../../components/Field";
import { Bar } from "../../components/Page";
import { useWords } from "../../i18n";
import { useLater } from "../../queries/useLater";
import { PERIODS, type Period, since } from "./periods";

const ANY = "any" as const;

/** What of the activity is asked for, and the filter of the record that says so. */
export function useActivityFilter(now: number) {
  const [search, setSearch] = useState("");
  const [act, setAct] = useState<ActKind | typeof ANY>(ANY);
  const [actor, setActor] = useState<string>(ANY);
  const [period, setPeriod] = useState<Period>("all");
  const later = useLater(search, 200);
  const from = since(period, now);
  const filter = useMemo(
    () => ({
      search: later,
      acts: act === ANY ? [] : [act],
      actor: actor === ANY ? null : actor,
      merchant: null,
      since: from,
      until: null,
    }),
    [later, act, actor, from],
  );
  const any = later !== "" || act !== ANY || actor !== ANY || period !== "all";
  return { search, setSearch, act, setAct, actor, setActor, period, setPeriod, filter, any };
}

/** The name of who acted, in words of a person. */
export function usePerson() {
  const { t } = useWords();
  return (name: string) => (name === "gangway" ? t("activity.itself") : name);
}

type Props = { asked: ReturnType<typeof useActivityFilter>; kinds: ActivityKinds | undefined };

export function ActivityBar({ asked, kinds }: Props) {
  const { t } = useWords();
  const person = usePerson();
  const acts = (kinds?.acts ?? []).map((id) => ({ id, label: t(`act.${id}`) }));
  return (
    <Bar>
      <Search label={t("activity.search")} value={asked.search} onChange={asked.setSearch} testId="activity-search" />
      <Pick<Period>
        hideLabel
        label={t("activity.period")}
        options={PERIODS.map(({ id, word }) => ({ id, label: t(word) }))}
        value={asked.period}
        onChange={asked.setPeriod}
        testId="activity-period"
      />
      <Pick<ActKind | typeof ANY>
        hideLabel
        label={t("activity.act")}
        options={[
          { id: ANY, label: t("activity.anyAct") },
          ...acts.sort((one, two) => one.label.localeCompare(two.label)),
        ]}
        value={asked.act}
        onChange={asked.setAct}
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
          value={asked.actor}
          onChange={asked.setActor}
          testId="activity-actor"
        />
      )}
    </Bar>
  );
}
