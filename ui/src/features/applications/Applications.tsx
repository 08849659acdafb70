import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { ApplicationBoard } from "../../api/types";
import { readStatus } from "../../components/applicationStatus";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { useNotices } from "../../components/notices/notices";
import { Head, Loading, Split } from "../../components/Page";
import { useAct } from "../../components/useAct";
import { useNarrow } from "../../components/useNarrow";
import { T, useWords } from "../../i18n";
import { applicationBoardQuery } from "../../queries/applicationQueries";
import { useNow } from "../../queries/useNow";
import { usePlatform } from "../../queries/usePlatform";
import { ApplicationBar, type View } from "./ApplicationBar";
import { ApplicationPanel } from "./ApplicationPanel";
import { ApplicationResults } from "./ApplicationResults";
import css from "./Applications.module.css";
import { type Asked, EVERYTHING } from "./asked";
import { Board } from "./Board";
import { NoApplications } from "./NoApplications";

/** One that is open on arrival, and a status that alone is shown then, are in the address. */
export function Applications() {
  const { open = null, status = null } = useSearch({ from: "/applications" });
  const { t } = useWords();
  const now = useNow(60_000);
  const narrow = useNarrow();
  const platform = usePlatform();
  const { done } = useNotices();
  const { data: board, error } = useQuery(applicationBoardQuery);
  const [view, setView] = useState<View>(status === null ? "board" : "table");
  const [asked, setAsked] = useState<Asked>(
    status === null ? EVERYTHING : { ...EVERYTHING, statuses: [readStatus(status)] },
  );
  const [chosen, setChosen] = useState<string | null>(open);
  const [refresh, refreshing] = useAct(async () => {
    const round = await platform.refreshApplications({ kind: "open" });
    if (round.failure) throw round.failure;
    done(t("application.refreshed", { count: round.changed, number: String(round.changed) }));
  });
  // A search of the board is one of the table: the board shows only the oldest of each status.
  const ask = (next: Asked) => {
    if (view === "board" && next.search !== asked.search) setView("table");
    setAsked(next);
  };
  const empty = board?.total === 0;
  const work = (
    <>
      <ApplicationBar view={view} onView={setView} asked={asked} onAsk={ask} />
      {board?.reconciled?.failure && (
        <div className={css.note}>
          <FailureNote failure={board.reconciled.failure} />
        </div>
      )}
      {error && <FailureNote failure={asFailure(error)} />}
      {!board && !error && <Loading />}
      {empty && <NoApplications connected={board.connected} />}
      {board && !empty && view === "board" && (
        <Board
          board={board}
          now={now}
          selected={chosen}
          onOpen={setChosen}
          onAll={(status) => {
            setAsked({ ...EVERYTHING, statuses: [status] });
            setView("table");
          }}
        />
      )}
      {board && !empty && view === "table" && (
        <ApplicationResults asked={asked} onAsk={setAsked} now={now} chosen={chosen} onOpen={setChosen} />
      )}
    </>
  );
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
      {chosen === null ? (
        <section className={css.whole}>{work}</section>
      ) : (
        <Split
          panelTitle={t("application.application")}
          open
          onClose={() => setChosen(null)}
          panel={
            <>
              {!narrow && (
                <div className={css.close}>
                  <Button
                    look="ghost"
                    icon="close"
                    aria-label={t("common.close")}
                    onPress={() => setChosen(null)}
                    testId="application-close"
                  />
                </div>
              )}
              <ApplicationPanel key={chosen} id={chosen} now={now} />
            </>
          }
          testId="application-panel"
        >
          {work}
        </Split>
      )}
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
