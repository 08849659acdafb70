import { useDeferredValue, useEffect, useState } from "react";
import { Chip } from "../../components/Chip";
import { Search } from "../../components/Field";
import { Bar } from "../../components/Page";
import { useWords } from "../../i18n";
import { useTreePart } from "../../queries/trees";
import type { StoreTree } from "../../tree/model";
import { FILTERS, type Filter } from "../../tree/states";

export function StoreBar({ tree, reading }: { tree: StoreTree; reading: boolean }) {
  const { t, number } = useWords();
  const counts = useTreePart(tree, (one) => one.filterCounts);
  const view = useTreePart(tree, (one) => one.view);
  const [search, setSearch] = useState(view.search);
  const replaced = useTreePart(tree, (one) => one.replaced);
  const run = useTreePart(tree, (one) => one.runCount);
  // What sets the view from elsewhere sets the field too.
  const [replacedHere, setReplacedHere] = useState(replaced);
  if (replaced !== replacedHere) {
    setReplacedHere(replaced);
    setSearch(view.search);
  }
  const asked = useDeferredValue(search);
  useEffect(() => {
    if (asked !== tree.view.search) tree.setView({ search: asked });
  }, [asked, tree]);
  const toggle = (filter: Filter, on: boolean) => {
    const filters = new Set(tree.view.filters);
    if (on) filters.add(filter);
    else filters.delete(filter);
    tree.setView({ filters });
  };
  return (
    <Bar>
      <Search label={t("stores.search")} value={search} onChange={setSearch} testId="tree-search" />
      {FILTERS.map((filter) => (
        <Chip
          key={filter}
          on={view.filters.has(filter)}
          onChange={(on) => toggle(filter, on)}
          label={t(`filter.${filter}`)}
          count={reading ? undefined : number(counts[filter])}
          testId={`filter-${filter}`}
        />
      ))}
      {run !== null && (
        <Chip
          on={view.run}
          onChange={(on) => tree.setView({ run: on })}
          label={t("filter.run")}
          count={reading ? undefined : number(run)}
          testId="filter-run"
        />
      )}
    </Bar>
  );
}
