import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "../../components/Button";
import { Note } from "../../components/Note";
import { useWords } from "../../i18n";
import { updatesQuery } from "../../queries/environmentQueries";

/** One quiet line while there is a newer version. Nobody is asked in the middle of a run. */
export function UpdateLine() {
  const { t } = useWords();
  const go = useNavigate();
  const { data: status } = useQuery(updatesQuery);
  if (!status?.offered || status.runGoing) return null;
  return (
    <Note tone="off" testId="update-line">
      {t("updates.line", { version: status.offered.version })}{" "}
      <Button look="link" onPress={() => go({ to: "/settings/about" })} testId="update-line-open">
        {t("updates.open")}
      </Button>
    </Note>
  );
}
