import type { TeamFactRow } from "../../api/types";
import { Card, Facts } from "../../components/Card";
import { PanelTitle } from "../../components/Page";
import { useWords } from "../../i18n";
import { Changes } from "./Changes";
import { personOf, teamFactWord } from "./teamFacts";

/** Facts that stand for several acts. */
const SEVERAL: TeamFactRow["what"][] = ["desired_subscription", "endpoint", null];

/** What a member did: who, when, to what; before and after. */
export function TeamFactPanel({ row }: { row: TeamFactRow }) {
  const { t, time } = useWords();
  const facts = [
    { label: t("activity.time"), value: time(row.at) },
    { label: t("activity.actor"), value: personOf(row, t) },
    ...(row.act && SEVERAL.includes(row.what) ? [{ label: t("activity.act"), value: t(`act.${row.act}`) }] : []),
    ...(row.about ? [{ label: t("activity.subject"), value: row.about }] : []),
    ...(row.subject && row.subject !== row.about
      ? [{ label: t("activity.detail"), value: row.subject, mono: true }]
      : []),
    ...(row.detail ? [{ label: t("activity.detail"), value: row.detail, mono: true }] : []),
    { label: t("activity.number"), value: String(row.seq), mono: true },
  ];
  return (
    <>
      <PanelTitle>{teamFactWord(row, t)}</PanelTitle>
      <Card testId="team-fact">
        <Facts facts={facts} />
      </Card>
      <Changes changes={row.changes} />
    </>
  );
}
