import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ApplicationView } from "../../api/types";
import { statusOf } from "../../components/applicationStatus";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Note } from "../../components/Note";
import { Loading, PanelTitle } from "../../components/Page";
import { State } from "../../components/State";
import { useAct } from "../../components/useAct";
import { useNarrow } from "../../components/useNarrow";
import { useWords } from "../../i18n";
import { applicationQuery } from "../../queries/applicationQueries";
import { usePlatform } from "../../queries/usePlatform";
import css from "./ApplicationPanel.module.css";
import { ageSentence, reviewWord } from "./age";
import { FieldGroups } from "./FieldGroups";
import { Messages } from "./Messages";
import { Problems } from "./Problems";
import { Timeline } from "./Timeline";

/** One application: where it stands, what is wrong with it, what was told of it, and what is in it. */
export function ApplicationPanel({ id, now }: { id: string; now: number }) {
  const { t } = useWords();
  const platform = usePlatform();
  const narrow = useNarrow();
  const { data, error } = useQuery(applicationQuery(id));
  // Shown as long as this application is open, and asked for anew the next time.
  const [personal, setPersonal] = useState<ApplicationView | null>(null);
  const [refresh, refreshing] = useAct(() => platform.refreshApplications({ kind: "application", id }));
  const [show, showing] = useAct(async () => setPersonal(await platform.applicationPersonal(id)));
  if (error) return <FailureNote failure={asFailure(error)} />;
  if (!data) return <Loading />;
  const view = personal ?? data;
  return (
    <>
      <PanelTitle>
        <bdi className={css.title}>{data.row.name || data.row.id}</bdi>
      </PanelTitle>
      {narrow && <bdi className={css.name}>{data.row.name || data.row.id}</bdi>}
      <Standing view={data} now={now} />
      <div className={css.acts}>
        <Button icon="sync" busy={refreshing} onPress={() => refresh()} testId="application-refresh">
          {t("application.ask")}
        </Button>
        {personal ? (
          <Button icon="lock" onPress={() => setPersonal(null)} testId="personal-hide">
            {t("application.hidePersonal")}
          </Button>
        ) : (
          <Button icon="unlock" busy={showing} onPress={() => show()} testId="personal-show">
            {t("application.showPersonal")}
          </Button>
        )}
      </div>
      {personal && <Note tone="doubt">{t("application.personalShown")}</Note>}
      <Problems view={view} />
      <Messages row={data.row} now={now} />
      <section>
        <h3>{t("application.timeline")}</h3>
        <Timeline events={data.timeline} />
      </section>
      <FieldGroups fields={view.fields} />
    </>
  );
}

function Standing({ view, now }: { view: ApplicationView; now: number }) {
  const words = useWords();
  const { t, moment } = words;
  const { row } = view;
  const review = reviewWord(row, now, words);
  const facts = [
    { label: t("application.since"), value: row.since === null ? "–" : moment(row.since) },
    { label: t("application.id"), value: row.id, mono: true },
    { label: t("application.merchantId"), value: row.merchant, mono: true },
  ];
  return (
    <>
      <State {...statusOf(row.status, t)} word={ageSentence(row, words)} testId="application-state" />
      {review && (
        <Note tone={row.reviewOverdue ? "late" : "run"} icon="clock" testId="application-review">
          {review}
        </Note>
      )}
      {row.contested && (
        <Note tone="late" testId="application-contested">
          {t("application.contested")}
        </Note>
      )}
      {view.missed > 0 && (
        <Note tone="late" testId="application-missed">
          {t("application.missed", { count: view.missed, number: words.number(view.missed) })}
        </Note>
      )}
      <Card>
        <Facts facts={facts} />
      </Card>
    </>
  );
}
