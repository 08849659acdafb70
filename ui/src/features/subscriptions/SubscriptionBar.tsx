import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Segment } from "../../components/Choice";
import { Search } from "../../components/Field";
import { Bar } from "../../components/Page";
import { useWords } from "../../i18n";
import css from "./SubscriptionBar.module.css";
import type { View } from "./view";

type Props = {
  search: string;
  onSearch(search: string): void;
  onlyDrift: boolean;
  onOnlyDrift(only: boolean): void;
  drifting: number;
  view: View;
  onView(view: View): void;
  onProviders(): void;
};

export function SubscriptionBar(props: Props) {
  const { t, number } = useWords();
  return (
    <Bar>
      <Search
        label={t("subscription.search")}
        value={props.search}
        onChange={props.onSearch}
        testId="subscriptions-search"
      />
      <Chip
        on={props.onlyDrift}
        onChange={props.onOnlyDrift}
        label={t("subscription.onlyDrift")}
        count={number(props.drifting)}
        testId="filter-drift"
      />
      <div className={css.end}>
        <Segment<View>
          label={t("subscription.view")}
          hideLabel
          options={[
            { id: "list", label: t("subscription.view.list") },
            { id: "matrix", label: t("subscription.view.matrix") },
          ]}
          value={props.view}
          onChange={props.onView}
          testId={(id) => `view-${id}`}
        />
        <Button look="ghost" onPress={props.onProviders} testId="subscriptions-providers">
          {t("subscription.providers")}
        </Button>
      </div>
    </Bar>
  );
}
