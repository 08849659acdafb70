import type { TeamClaimRow } from "../../api/types";
import { Button } from "../../components/Button";
import { Note } from "../../components/Note";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import css from "./ClaimNote.module.css";
import { namesOf } from "./claims";

/** Stores that colleagues work on: who, and the one press that asks them to let go. */
export function HeldByColleagues({ claims }: { claims: TeamClaimRow[] }) {
  const words = useWords();
  const { t, number } = words;
  const platform = usePlatform();
  // What may have left cannot be let go: its outcome comes first.
  const planned = claims.filter(({ stage }) => stage === "planned");
  const [ask, asking] = useAct(() => platform.askToLetGo(planned.map(({ store }) => store)));
  if (claims.length === 0) return null;
  const people = namesOf(
    claims.map(({ person }) => person),
    words,
  );
  const asked = planned.length > 0 && planned.every(({ weAsked }) => weAsked);
  return (
    <div className={css.note}>
      <Note tone="run" icon="lock" testId="claims-held">
        <span>{t("team.claims.held", { count: claims.length, number: number(claims.length), people })}</span>
        {asked && <span>{t("team.claims.asked")}</span>}
        {planned.length > 0 && !asked && (
          <Button look="link" onPress={() => ask()} busy={asking} testId="claims-ask">
            {t("team.claims.ask")}
          </Button>
        )}
      </Note>
    </div>
  );
}
