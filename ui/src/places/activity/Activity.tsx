import { useMemo, useState } from "react";
import { usePlatform } from "../../data/platform";
import { useActivity, useActivityChecked, useActivityKinds } from "../../data/queries";
import { useLater } from "../../data/useLater";
import { useNow } from "../../data/useNow";
import { FailureNote } from "../../failures/FailureNote";
import { asFailure } from "../../failures/table";
import type { Go } from "../../frame/place";
import { Button } from "../../parts/Button";
import { Pick } from "../../parts/Choice";
import { ExportMenu } from "../../parts/ExportMenu";
import { Search } from "../../parts/Field";
import { Bar, Empty, Head, Loading, Split } from "../../parts/Page";
import { type ColumnOf, Table } from "../../parts/Table";
import type { ActivityRow } from "../../platform/types";
import { useWords } from "../../words";
import css from "./Activity.module.css";
import { ActPanel } from "./ActPanel";
import { actWord } from "./acts";
import { ProofLine, ProofNote } from "./Proof";
import { PERIODS, type Period, since } from "./periods";

const ANY = "any";

export function Activity({ go }: { go: Go }) {
  const { t, number, time, language } = useWords();
  const platform = usePlatform();
  const [search, setSearch] = useState("");
  const [act, setAct] = useState(ANY);
  const [actor, setActor] = useState(ANY);
  const [period, setPeriod] = useState<Period>("all");
  const [chosen, setChosen] = useState<number | null>(null);
  const now = useNow(60_000);
  const later = useLater(search, 200);
  const from = since(period, now);
  const filter = useMemo(
    () => ({
      search: later,
      acts: act === ANY ? [] : [act],
      actor: actor === ANY ? null : actor,
      merchant: null,
      since: from,
      until: null,
    }),
    [later, act, actor, from],
  );
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useActivity(filter);
  const { data: kinds } = useActivityKinds();
  const checked = useActivityChecked();
  const check = () => {
    void refetch();
    void checked.refetch();
  };
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  const open = rows.find((row) => row.id === chosen);
  const asked = later !== "" || act !== ANY || actor !== ANY || period !== "all";
  const person = (name: string) => (name === "gangway" ? t("activity.itself") : name);
  const acts = (kinds?.acts ?? []).map((id) => ({ id, label: actWord(id, t) }));
  const columns: ColumnOf<ActivityRow>[] = [
    { id: "time", title: t("activity.time"), width: "150px", mono: true, show: (row) => time(row.at, now) },
    {
      id: "actor",
      title: t("activity.actor"),
      width: "110px",
      quiet: true,
      show: (row) => <span title={person(row.actor)}>{person(row.actor)}</span>,
    },
    { id: "act", title: t("activity.act"), width: "34%", show: (row) => actWord(row.act, t) },
    { id: "subject", title: t("activity.subject"), show: (row) => <span title={row.subject}>{row.subject}</span> },
  ];
  return (
    <>
      <Head
        title={t("place.activity")}
        meta={
          data && (
            <>
              <span>{t("activity.total", { count: total, number: number(total) })}</span>
              <ProofLine />
            </>
          )
        }
        actions={
          <>
            <ExportMenu
              label={t("export.open")}
              formats={["csv", "json"]}
              write={(format) => platform.exportActivity(filter, format, language)}
              disabled={rows.length === 0}
              testId="activity-export"
            />
            <Button onPress={check} busy={checked.isFetching} testId="activity-check">
              {t("activity.check")}
            </Button>
          </>
        }
      />
      <ProofNote />
      <Split
        panelTitle={open ? actWord(open.act, t) : t("place.activity")}
        open={open !== undefined}
        onClose={() => setChosen(null)}
        panel={open ? <ActPanel row={open} go={go} /> : <p className={css.hint}>{t("activity.choose")}</p>}
        testId="act-panel"
      >
        <Bar>
          <Search label={t("activity.search")} value={search} onChange={setSearch} testId="activity-search" />
          <Pick<Period>
            hideLabel
            label={t("activity.period")}
            options={PERIODS.map(({ id, word }) => ({ id, label: t(word) }))}
            value={period}
            onChange={setPeriod}
            testId="activity-period"
          />
          <Pick
            hideLabel
            label={t("activity.act")}
            options={[
              { id: ANY, label: t("activity.anyAct") },
              ...acts.sort((one, two) => one.label.localeCompare(two.label)),
            ]}
            value={act}
            onChange={setAct}
            testId="activity-act"
          />
          {kinds && kinds.actors.length > 1 && (
            <Pick
              hideLabel
              label={t("activity.actor")}
              options={[
                { id: ANY, label: t("activity.anybody") },
                ...kinds.actors.map((id) => ({ id, label: person(id) })),
              ]}
              value={actor}
              onChange={setActor}
              testId="activity-actor"
            />
          )}
        </Bar>
        {error && <FailureNote failure={asFailure(error)} />}
        {!data && !error && <Loading />}
        {data && rows.length === 0 && (
          <Empty
            title={t(asked ? "activity.noMatch" : "activity.empty.title")}
            text={t(asked ? "activity.noMatchText" : "activity.empty.text")}
          />
        )}
        {rows.length > 0 && (
          <Table
            label={t("place.activity")}
            columns={columns}
            rows={rows}
            idOf={(row) => row.id}
            selected={chosen}
            onOpen={(row) => setChosen(row.id)}
            testId="activity-row"
          />
        )}
        {hasNextPage && (
          <div className={css.more}>
            <Button onPress={() => void fetchNextPage()} busy={isFetchingNextPage} testId="activity-older">
              {t("common.older")}
            </Button>
          </div>
        )}
      </Split>
    </>
  );
}
