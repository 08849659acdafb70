import { useQuery } from "@tanstack/react-query";
import { Note } from "../../components/Note";
import { useWords, type WordId } from "../../i18n";
import { deprecationsQuery } from "../../queries/environmentQueries";
import css from "./Announced.module.css";
import { Group } from "./Group";

/** What can go away; anything else is the name of an event and stays as it is. */
const SUBJECTS: Record<string, WordId> = {
  "integration-status": "announced.of.integration-status",
  provisioning: "announced.of.provisioning",
  deprovisioning: "announced.of.deprovisioning",
  webhooks: "announced.of.webhooks",
  token: "announced.of.token",
  "oauth-token": "announced.of.oauth-token",
};

/** What Rappi announced to go away, in its own words; nothing where nothing was announced. */
export function Announced() {
  const { t, day } = useWords();
  const { data: announced } = useQuery(deprecationsQuery);
  if (!announced || announced.length === 0) return null;
  return (
    <Group title={t("announced.title")} text={t("announced.text")}>
      {announced.map(({ of, date, endsAt, info, firstAt, lastAt }) => (
        <Note key={`${of} ${date}`} tone="late" testId="announced">
          <b>{of in SUBJECTS ? t(SUBJECTS[of]) : of}</b>
          {(endsAt !== null || date) && (
            <span>{t("announced.until", { date: endsAt === null ? (date ?? "") : day(endsAt, "UTC") })}</span>
          )}
          {info && <span data-selectable>{info}</span>}
          <span className={css.heard}>{t("announced.heard", { first: day(firstAt), last: day(lastAt) })}</span>
        </Note>
      ))}
    </Group>
  );
}
