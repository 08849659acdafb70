import type { ApplicationSort } from "../../api/types";
import { readStatus, STATUSES, statusOf, statusWord } from "../../components/applicationStatus";
import { Chip } from "../../components/Chip";
import { Pick } from "../../components/Choice";
import { Search } from "../../components/Field";
import { Bar } from "../../components/Page";
import { ViewSwitch } from "../../components/ViewSwitch";
import { useWords } from "../../i18n";
import type { Asked } from "./asked";
import { SORTS, type View } from "./view";

type Props = {
  view: View;
  onView(view: View): void;
  search: string;
  onSearch(search: string): void;
  asked: Asked;
  onAsk(asked: Asked): void;
};

const ANY = "any";

/** How applications are shown, and which. */
export function ApplicationBar({ view, onView, search, onSearch, asked, onAsk }: Props) {
  const { t } = useWords();
  const [status] = asked.statuses;
  const several = asked.statuses.length > 1;
  const statuses = [
    { id: ANY, label: several ? t("application.severalStatuses") : t("application.anyStatus") },
    ...STATUSES.map((id) => ({ id: id as string, label: statusOf(id, t).word })),
  ];
  return (
    <Bar>
      <ViewSwitch views={["board", "table"]} value={view} onChange={onView} testId="applications" />
      <Search label={t("application.search")} value={search} onChange={onSearch} testId="applications-search" />
      {view === "table" && (
        <>
          <Pick
            hideLabel
            label={t("application.status")}
            options={statuses}
            value={several || !status ? ANY : statusWord(status)}
            onChange={(id) => onAsk({ ...asked, statuses: id === ANY ? [] : [readStatus(id)] })}
            testId="applications-status"
          />
          <Chip
            on={asked.resubmitted}
            onChange={(resubmitted) => onAsk({ ...asked, resubmitted })}
            label={t("application.resubmitted")}
            testId="applications-resubmitted"
          />
          <Pick<ApplicationSort>
            hideLabel
            label={t("application.sort")}
            options={SORTS.map((id) => ({ id, label: t(`application.sort.${id}`) }))}
            value={asked.sort}
            onChange={(sort) => onAsk({ ...asked, sort })}
            testId="applications-sort"
          />
        </>
      )}
    </Bar>
  );
}
