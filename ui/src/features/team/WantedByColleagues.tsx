import { useQuery } from "@tanstack/react-query";
import { Button } from "../../components/Button";
import { Note } from "../../components/Note";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { teamClaimsQuery } from "../../queries/teamQueries";
import { usePlatform } from "../../queries/usePlatform";
import css from "./ClaimNote.module.css";
import { namesOf } from "./claims";

/** Stores that this computer has planned and a colleague asks for. Whoever has them decides. */
export function WantedByColleagues() {
  const words = useWords();
  const { t, number } = words;
  const platform = usePlatform();
  const { data: claims = [] } = useQuery(teamClaimsQuery);
  const wanted = claims.filter(({ isThis, stage, askedBy }) => isThis && stage === "planned" && askedBy.length > 0);
  const [letGo, letting] = useAct(() => platform.letGoStores(wanted.map(({ store }) => store)));
  if (wanted.length === 0) return null;
  const people = namesOf(
    wanted.flatMap(({ askedBy }) => askedBy),
    words,
  );
  return (
    <div className={css.note}>
      <Note tone="late" icon="lock" testId="claims-wanted">
        <span>{t("team.claims.wanted", { people, count: wanted.length, number: number(wanted.length) })}</span>
        <Button look="link" onPress={() => letGo()} busy={letting} testId="claims-let-go">
          {t("team.claims.letGo")}
        </Button>
      </Note>
    </div>
  );
}
