import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Empty, Head, Loading } from "../../components/Page";
import page from "../../components/Page.module.css";
import { useWords } from "../../i18n";
import { useAuthorize } from "../../navigation/frame";
import { overviewQuery } from "../../queries/environmentQueries";
import { merchantsQuery } from "../../queries/merchantQueries";
import { operationsQuery } from "../../queries/operationQueries";
import { teamRunsQuery } from "../../queries/teamQueries";
import { useNow } from "../../queries/useNow";
import { TeamRuns } from "../operations/TeamRuns";
import { WantedByColleagues } from "../team/WantedByColleagues";
import { ApplicationCharts } from "./ApplicationCharts";
import { FigureCards } from "./FigureCards";
import css from "./Home.module.css";
import { MoreNeeds } from "./MoreNeeds";
import { Needs } from "./Needs";
import needs from "./Needs.module.css";
import { Recent } from "./Recent";
import { UpdateLine } from "./UpdateLine";

/** Runs that are listed. */
const RECENT = 6;

/** Who needs attention, across the providers; and how things stand. */
export function Home() {
  const { t, number } = useWords();
  const { data, error } = useQuery(overviewQuery);
  const { data: merchants } = useQuery(merchantsQuery);
  const { data: operations } = useQuery(operationsQuery(null));
  const { data: runs = [] } = useQuery(teamRunsQuery);
  const now = useNow(30_000);
  const authorize = useAuthorize();
  const [hiddenToo, setHiddenToo] = useState(false);
  const beside = data?.more.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const count = (data?.items.length ?? 0) + beside;
  return (
    <>
      <Head title={t("place.home")} meta={data && <span>{t("home.meta", { count, number: number(count) })}</span>} />
      {error && <FailureNote failure={asFailure(error)} />}
      {!data && !error && <Loading />}
      {data && (
        <div className={page.cards}>
          <UpdateLine />
          <WantedByColleagues />
          <FigureCards figures={data.figures} />
          <section className={css.card} aria-labelledby="home-needs">
            <div className={needs.head}>
              <h2 id="home-needs">{t("home.needs")}</h2>
              {data.hidden.length > 0 && (
                <Chip
                  on={hiddenToo}
                  onChange={setHiddenToo}
                  label={t("home.hidden")}
                  count={number(data.hidden.length)}
                  testId="home-hidden"
                />
              )}
            </div>
            {merchants?.length === 0 && count === 0 ? (
              <Empty
                title={t("merchants.empty.title")}
                text={t("merchants.empty.text")}
                action={
                  <Button look="primary" onPress={() => authorize(null)} testId="home-authorize">
                    {t("merchants.authorize")}
                  </Button>
                }
              />
            ) : count === 0 ? (
              <p className={css.calm} data-testid="home-calm">
                {t("home.calm")}
              </p>
            ) : (
              <>
                <Needs label={t("home.needs")} items={data.items} now={now} testId="need-row" />
                <MoreNeeds more={data.more} />
              </>
            )}
            {hiddenToo && data.hidden.length > 0 && (
              <>
                <h3 className={css.hidden}>{t("home.hidden")}</h3>
                <Needs label={t("home.hidden")} items={data.hidden} now={now} testId="hidden-need-row" />
              </>
            )}
          </section>
          {data.applications.length > 0 && <ApplicationCharts rows={data.applications} />}
          {operations && operations.length > 0 && (
            <section className={css.card} aria-labelledby="home-recent">
              <h2 id="home-recent">{t("home.recent")}</h2>
              <Recent operations={operations.slice(0, RECENT)} now={now} />
            </section>
          )}
          {runs.length > 0 && (
            <section className={css.card} aria-labelledby="home-team-runs">
              <h2 id="home-team-runs">{t("team.runs")}</h2>
              <TeamRuns runs={runs.slice(0, RECENT)} label={t("team.runs")} named />
            </section>
          )}
        </div>
      )}
    </>
  );
}
