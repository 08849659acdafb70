import type { TeamRunRow } from "../../api/types";
import { Progress } from "../../components/Progress";
import { type ColumnOf, Table } from "../../components/Table";
import { When } from "../../components/When";
import { useWords } from "../../i18n";
import { useNow } from "../../queries/useNow";

type Props = { runs: TeamRunRow[]; label: string; named?: boolean };

const outcomeOf = ({ outcome }: TeamRunRow, state: string) =>
  Number(outcome?.find(({ what }) => what === state)?.after ?? 0);

/** Runs of colleagues, as far as the team's log tells of them. */
export function TeamRuns({ runs, label, named = false }: Props) {
  const { t, number } = useWords();
  const now = useNow(30_000);
  const columns: ColumnOf<TeamRunRow>[] = [
    { id: "who", title: t("activity.actor"), width: "16%", show: ({ person }) => <bdi title={person}>{person}</bdi> },
    ...(named
      ? [
          {
            id: "merchant",
            title: t("activity.merchant"),
            width: "22%",
            show: ({ name }: TeamRunRow) => <bdi title={name ?? ""}>{name ?? "–"}</bdi>,
          },
        ]
      : []),
    {
      id: "kind",
      title: t("fact.kind"),
      width: "17%",
      minor: true,
      show: ({ deprovisions }) =>
        deprovisions === null ? "–" : t(`operation.title.${deprovisions ? "deprovision" : "provision"}`),
    },
    {
      id: "progress",
      title: t("operations.result"),
      width: "18%",
      show: (run) => {
        const failed = outcomeOf(run, "failed") + outcomeOf(run, "rejected");
        const done = run.endedAt === null ? run.results : outcomeOf(run, "confirmed");
        return (
          <Progress
            label={t("operation.progress")}
            total={run.stores ?? done}
            done={done + failed}
            segments={[
              { tone: "ok", amount: done },
              { tone: "bad", amount: failed },
            ]}
          />
        );
      },
    },
    {
      id: "stores",
      title: t("merchants.stores"),
      width: "13%",
      end: true,
      show: (run) => {
        const results = number(run.endedAt === null ? run.results : outcomeOf(run, "confirmed"));
        return run.stores === null ? results : t("team.runs.results", { results, stores: number(run.stores) });
      },
    },
    {
      id: "at",
      title: t("operations.started"),
      width: "15%",
      end: true,
      quiet: true,
      show: ({ startedAt, endedAt }) =>
        endedAt === null ? <b>{t("team.runs.running")}</b> : <When at={startedAt} now={now} />,
    },
  ];
  return <Table label={label} columns={columns} rows={runs} idOf={({ run }) => run} testId="team-run-row" />;
}
