import { useQuery } from "@tanstack/react-query";
import type { RecordStats } from "../../api/types";
import { Card, type Fact, Facts } from "../../components/Card";
import { Note } from "../../components/Note";
import { useWords, type WordId } from "../../i18n";
import { recordStatsQuery } from "../../queries/environmentQueries";
import { byteSize } from "./byteSize";
import { Group } from "./Group";

/** How large the record is, how it grows, and what is removed from it. */
export function RecordFacts() {
  const { t } = useWords();
  const { data: stats } = useQuery(recordStatsQuery);
  if (!stats) return null;
  return (
    <Group title={t("settings.record")} text={t("settings.recordText")}>
      {stats.damage && (
        <Note tone="bad" testId="settings-record-damage">
          <span>{t("settings.recordDamage")}</span>
          <span data-selectable>{stats.damage}</span>
        </Note>
      )}
      <Card testId="settings-record">
        <RecordRows stats={stats} />
      </Card>
    </Group>
  );
}

function RecordRows({ stats }: { stats: RecordStats }) {
  const { t, moment, number, list, numbers } = useWords();
  const size = (bytes: number) => byteSize(bytes, numbers);
  const counted = (word: WordId, count: number) => t(word, { count, number: number(count) });
  const at = (time: number | null, otherwise: WordId) => (time === null ? t(otherwise) : moment(time));
  const facts: Fact[] = [
    {
      label: t("settings.recordSize"),
      value:
        stats.freeBytes > 0
          ? t("settings.recordSizeFree", { size: size(stats.bytes), free: size(stats.freeBytes) })
          : size(stats.bytes),
    },
    { label: t("settings.recordIndex"), value: size(stats.indexBytes) },
    {
      label: t("settings.recordGrowth"),
      value: t("settings.recordGrowthValue", {
        count: stats.monthDeliveries,
        number: number(stats.monthDeliveries),
        size: size(stats.monthBytes),
      }),
    },
    {
      label: t("settings.recordHolds"),
      value: list([
        counted("settings.recordDeliveries", stats.deliveries),
        counted("settings.recordApplications", stats.applications),
        counted("settings.recordOperations", stats.operations),
      ]),
    },
    {
      label: t("settings.recordKept"),
      value:
        stats.retentionDays === 0 ? t("settings.recordForever") : counted("settings.recordDays", stats.retentionDays),
    },
    { label: t("settings.recordOldest"), value: at(stats.oldestBody, "settings.recordNever") },
    { label: t("settings.recordPruned"), value: at(stats.prunedAt, "settings.recordNever") },
    { label: t("settings.recordChecked"), value: at(stats.checkedAt, "settings.recordAtStart") },
  ];
  return <Facts facts={facts} />;
}
