import { useQuery } from "@tanstack/react-query";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Empty, Head, Loading } from "../../components/Page";
import page from "../../components/Page.module.css";
import { useWords } from "../../i18n";
import { useAuthorize } from "../../navigation/frame";
import { overviewQuery } from "../../queries/environmentQueries";
import { merchantsQuery } from "../../queries/merchantQueries";
import { operationsQuery } from "../../queries/operationQueries";
import { useNow } from "../../queries/useNow";
import { ApplicationCharts } from "./ApplicationCharts";
import { FigureCards } from "./FigureCards";
import css from "./Home.module.css";
import { Needs } from "./Needs";
import { Recent } from "./Recent";

/** Runs that are listed. */
const RECENT = 6;

/** Who needs attention, across the providers; and how things stand. */
export function Home() {
  const { t, number } = useWords();
  const { data, error } = useQuery(overviewQuery);
  const { data: merchants } = useQuery(merchantsQuery);
  const { data: operations } = useQuery(operationsQuery(null));
  const now = useNow(30_000);
  const authorize = useAuthorize();
  const count = data?.items.length ?? 0;
  return (
    <>
      <Head title={t("place.home")} meta={data && <span>{t("home.meta", { count, number: number(count) })}</span>} />
      {error && <FailureNote failure={asFailure(error)} />}
      {!data && !error && <Loading />}
      {data && (
        <div className={page.cards}>
          <FigureCards figures={data.figures} />
          <section className={css.card} aria-labelledby="home-needs">
            <h2 id="home-needs">{t("home.needs")}</h2>
            {merchants?.length === 0 && data.items.length === 0 ? (
              <Empty
                title={t("merchants.empty.title")}
                text={t("merchants.empty.text")}
                action={
                  <Button look="primary" onPress={() => authorize(null)} testId="home-authorize">
                    {t("merchants.authorize")}
                  </Button>
                }
              />
            ) : data.items.length === 0 ? (
              <p className={css.calm} data-testid="home-calm">
                {t("home.calm")}
              </p>
            ) : (
              <Needs items={data.items} now={now} />
            )}
          </section>
          {data.applications.length > 0 && <ApplicationCharts rows={data.applications} />}
          {operations && operations.length > 0 && (
            <section className={css.card} aria-labelledby="home-recent">
              <h2 id="home-recent">{t("home.recent")}</h2>
              <Recent operations={operations.slice(0, RECENT)} now={now} />
            </section>
          )}
        </div>
      )}
    </>
  );
}
