import { Segment } from "../../components/Choice";
import { useWords } from "../../i18n";
import type { Go } from "../../navigation/place";

type View = "merchants" | "businesses";

/** Merchants one by one, or the businesses that some of them belong to. */
export function BusinessTabs({ view, go }: { view: View; go: Go }) {
  const { t } = useWords();
  return (
    <Segment<View>
      hideLabel
      label={t("business.view")}
      options={[
        { id: "merchants", label: t("place.merchants") },
        { id: "businesses", label: t("place.businesses") },
      ]}
      value={view}
      onChange={(to) => go({ at: "merchants", businesses: to === "businesses" })}
      testId={(id) => `view-${id}`}
    />
  );
}
