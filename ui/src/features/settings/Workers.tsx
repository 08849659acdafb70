import { useQuery } from "@tanstack/react-query";
import type { WorkerRow, WorkerState } from "../../api/types";
import { Card, Facts } from "../../components/Card";
import type { IconName } from "../../components/Icon";
import { State, type Tone } from "../../components/State";
import { useWords } from "../../i18n";
import { workersQuery } from "../../queries/environmentQueries";
import { Group } from "./Group";

const LOOK: Record<WorkerState, { tone: Tone; icon: IconName }> = {
  running: { tone: "ok", icon: "check" },
  broken_off: { tone: "bad", icon: "cross" },
  ended: { tone: "off", icon: "ring" },
};

/** What goes on by itself: one line while all of it does, and each that broke off by name. */
export function Workers() {
  const { t, number } = useWords();
  const { data: workers } = useQuery(workersQuery);
  if (!workers) return null;
  const broken = workers.filter((row) => row.brokenOff > 0);
  return (
    <Group title={t("settings.workers")} text={t("settings.workersText")}>
      <Card testId="settings-workers">
        {broken.length === 0 ? (
          <State
            {...LOOK.running}
            word={t("settings.workersFine", { count: workers.length, number: number(workers.length) })}
          />
        ) : (
          <Broken rows={broken} />
        )}
      </Card>
    </Group>
  );
}

function Broken({ rows }: { rows: WorkerRow[] }) {
  const { t, number, moment } = useWords();
  const times = (row: WorkerRow) =>
    t("settings.workerBroken", {
      count: row.brokenOff,
      number: number(row.brokenOff),
      at: moment(row.brokenOffAt ?? 0),
    });
  const facts = rows.map((row) => ({
    label: t(`worker.${row.worker}`),
    value: <State {...LOOK[row.state]} word={`${t(`workerState.${row.state}`)} · ${times(row)}`} />,
  }));
  return <Facts facts={facts} />;
}
