import { useQuery } from "@tanstack/react-query";
import type { ApplicationBoard } from "../../api/types";
import { readStatus, statusWord } from "../../components/applicationStatus";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { MasterDetail } from "../../components/MasterDetail";
import { useNotices } from "../../components/notices/notices";
import { Head, Loading } from "../../components/Page";
import { useAct } from "../../components/useAct";
import { T, useWords } from "../../i18n";
import { useTypedText, useView } from "../../navigation/useView";
import { applicationBoardQuery } from "../../queries/applicationQueries";
import { useNow } from "../../queries/useNow";
import { usePlatform } from "../../queries/usePlatform";
import { ApplicationBar } from "./ApplicationBar";
import { ApplicationPanel } from "./ApplicationPanel";
import { ApplicationResults } from "./ApplicationResults";
import css from "./Applications.module.css";
import { type Asked, EVERYTHING } from "./asked";
import { StatusBoard } from "./Board";
import { NoApplications } from "./NoApplications";

export function Applications() {
  const [shown, change] = useView("/applications");
  const { open: chosen = null, status = [], search: find = "", resubmitted = false, sort = EVERYTHING.sort } = shown;
  const view = shown.view ?? (status.length > 0 ? "table" : "board");
  const asked: Asked = { statuses: status.map(readStatus), search: find, resubmitted, sort };
  const { t } = useWords();
  const now = useNow(60_000);
  const platform = usePlatform();
  const { done } = useNotices();
  const { data: board, error } = useQuery(applicationBoardQuery);
  const ask = ({ statuses, search, resubmitted, sort }: Asked) =>
    change({
      view: "table",
      status: statuses.length > 0 ? statuses.map(statusWord) : undefined,
      search,
      resubmitted,
      sort: sort === EVERYTHING.sort ? undefined : sort,
    });
  // A search of the board is one of the table: the board shows only the oldest of each status.
  const [search, setSearch] = useTypedText(find, (search) => change({ search, view: "table" }));
  const choose = (open: string | undefined) => change({ open });
  const [refresh, refreshing] = useAct(async () => {
    const round = await platform.refreshApplications({ kind: "open" });
    if (round.failure) throw round.failure;
    done(t("application.refreshed", { count: round.changed, number: String(round.changed) }));
  });
  const empty = board?.total === 0;
  return (
    <>
      <Head
        title={t("place.applications")}
        meta={board && !empty && <Meta board={board} now={now} />}
        actions={
          <Button icon="sync" onPress={() => refresh()} busy={refreshing} testId="applications-refresh">
            {t("application.refresh")}
          </Button>
        }
      />
      <MasterDetail
        title={t("application.application")}
        detail={chosen === null ? null : <ApplicationPanel key={chosen} id={chosen} now={now} />}
        onClose={() => choose(undefined)}
        testId="application"
      >
        <ApplicationBar
          view={view}
          onView={(view) => change({ view }, "step")}
          search={search}
          onSearch={setSearch}
          asked={asked}
          onAsk={ask}
        />
        {board?.reconciled?.failure && (
          <div className={css.note}>
            <FailureNote failure={board.reconciled.failure} />
          </div>
        )}
        {error && <FailureNote failure={asFailure(error)} />}
        {!board && !error && <Loading />}
        {empty && <NoApplications connected={board.connected} />}
        {board && !empty && view === "board" && (
          <StatusBoard
            board={board}
            now={now}
            selected={chosen}
            onOpen={choose}
            onAll={(status) => change({ view: "table", status: [statusWord(status)], search: undefined }, "step")}
          />
        )}
        {board && !empty && view === "table" && (
          <ApplicationResults asked={asked} onAsk={ask} now={now} chosen={chosen} onOpen={choose} />
        )}
      </MasterDetail>
    </>
  );
}

function Meta({ board, now }: { board: ApplicationBoard; now: number }) {
  const { t, number, ago } = useWords();
  return (
    <>
      <span>
        <T id="application.count" values={{ count: board.total, number: number(board.total) }} />
      </span>
      {board.reconciled && <span>{t("application.asked", { ago: ago(board.reconciled.at, now) })}</span>}
      {board.missed > 0 && (
        <span className={css.missed} data-testid="applications-missed">
          {t("application.missedAll", { count: board.missed, number: number(board.missed) })}
        </span>
      )}
    </>
  );
}
