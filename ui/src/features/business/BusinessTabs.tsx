import { useNavigate } from "@tanstack/react-router";
import { Segment } from "../../components/Choice";
import { useWords } from "../../i18n";

type View = "merchants" | "businesses" | "invitations";

/** Merchants one by one, the businesses that some of them belong to, or who is invited. */
export function BusinessTabs({ view }: { view: View }) {
  const go = useNavigate();
  const { t } = useWords();
  return (
    <Segment<View>
      hideLabel
      label={t("business.view")}
      options={[
        { id: "merchants", label: t("place.merchants") },
        { id: "businesses", label: t("place.businesses") },
        { id: "invitations", label: t("place.invitations") },
      ]}
      value={view}
      onChange={(to) => go({ to: `/${to}` })}
      testId={(id) => `view-${id}`}
    />
  );
}
