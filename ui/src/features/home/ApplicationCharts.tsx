import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button as Aria } from "react-aria-components";
import type { ApplicationStatus, StatusAges } from "../../api/types";
import { STATUSES, statusOf, statusWord } from "../../components/applicationStatus";
import { Segment } from "../../components/Choice";
import type { Tone } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { useWords } from "../../i18n";
import css from "./ApplicationCharts.module.css";

type View = "chart" | "table";
const AGES = ["home.age.1", "home.age.3", "home.age.7", "home.age.more"] as const;
/** The older, the worse. */
const AGE_TONES: readonly Tone[] = ["ok", "run", "doubt", "bad"];
const OVER: readonly ApplicationStatus[] = ["COMPLETED", "DECLINED"];

/** How many applications are where, and for how long: bars that lead to them, or the same as a table. */
export function ApplicationCharts({ rows }: { rows: StatusAges[] }) {
  const go = useNavigate();
  const { t, number } = useWords();
  const [view, setView] = useState<View>("chart");
  const known = STATUSES.map(
    (status) => rows.find((row) => row.status === status) ?? { status, count: 0, ages: [0, 0, 0, 0] as const },
  );
  const all = [...known, ...rows.filter(({ status }) => typeof status !== "string")];
  const open = all.filter(({ status, count }) => !OVER.includes(status) && count > 0);
  const most = Math.max(1, ...all.map(({ count }) => count));
  const longest = Math.max(1, ...open.map(({ count }) => count));
  const show = (status: ApplicationStatus) => go({ to: "/applications", search: { status: statusWord(status) } });
  const columns: ColumnOf<(typeof all)[number]>[] = [
    { id: "status", title: t("stores.state"), width: "30%", show: ({ status }) => statusOf(status, t).word },
    { id: "count", title: t("home.count"), end: true, show: ({ count }) => number(count) },
    ...AGES.map((age, at) => ({
      id: age,
      title: t(age),
      end: true,
      show: ({ ages }: (typeof all)[number]) => number(ages[at]),
    })),
  ];
  return (
    <section className={css.card} aria-labelledby="home-applications" data-testid="home-applications">
      <div className={css.head}>
        <h2 id="home-applications">{t("place.applications")}</h2>
        <Segment<View>
          hideLabel
          label={t("home.shownAs")}
          options={[
            { id: "chart", label: t("home.chart") },
            { id: "table", label: t("home.table") },
          ]}
          value={view}
          onChange={setView}
          testId={(id) => `applications-as-${id}`}
        />
      </div>
      {view === "table" ? (
        <Table
          label={t("place.applications")}
          columns={columns}
          rows={all}
          idOf={({ status }) => statusWord(status)}
          onOpen={({ status }) => show(status)}
          testId="ages-row"
        />
      ) : (
        <div className={css.charts}>
          <div>
            <h3>{t("home.funnel")}</h3>
            {all.map(({ status, count }) => {
              const look = statusOf(status, t);
              return (
                <Aria
                  key={statusWord(status)}
                  className={css.bar}
                  onPress={() => show(status)}
                  data-testid={`funnel-${statusWord(status)}`}
                >
                  <span className={css.word}>{look.word}</span>
                  <span className={css.track}>
                    <span className={css.part} data-tone={look.tone} style={{ width: `${(count / most) * 100}%` }} />
                  </span>
                  <span className={css.count}>{number(count)}</span>
                </Aria>
              );
            })}
          </div>
          <div>
            <h3>{t("home.ageing")}</h3>
            {open.length === 0 && <p className={css.none}>{t("home.noneOpen")}</p>}
            {open.map(({ status, count, ages }) => (
              <Aria key={statusWord(status)} className={css.bar} onPress={() => show(status)}>
                <span className={css.word}>{statusOf(status, t).word}</span>
                <span className={css.track}>
                  <span className={css.stack} style={{ width: `${(count / longest) * 100}%` }}>
                    {ages.map((part, at) => (
                      <span key={AGES[at]} data-tone={AGE_TONES[at]} style={{ flexGrow: part }} />
                    ))}
                  </span>
                </span>
                <span className={css.count}>{t("home.olderThanWeek", { number: number(ages[3]) })}</span>
              </Aria>
            ))}
            {open.length > 0 && (
              <p className={css.key}>
                {AGES.map((age, at) => (
                  <span key={age}>
                    <span className={css.dot} data-tone={AGE_TONES[at]} />
                    {t(age)}
                  </span>
                ))}
              </p>
            )}
          </div>
        </div>
      )}
    </section>
  );
}
