import type { ImportRequest, ImportView } from "../../api/types";
import { Button } from "../../components/Button";
import { Note } from "../../components/Note";
import { useWords } from "../../i18n";

/** Ids that a spreadsheet changed: nothing of them is sent before a person has said that they were those stores. */
export function ChangedNote({ view, onDesired }: { view: ImportView; onDesired(request: ImportRequest): void }) {
  const { t } = useWords();
  const { request, changed } = view;
  const taken = request.acceptChanged && view.counts.some(({ verdict }) => verdict === "changed_accepted");
  if (!taken && changed === 0) return null;
  return (
    <Note tone="doubt" testId="import-changed">
      {taken ? t("import.changedAccepted") : t("import.changed", { count: changed })}{" "}
      <Button
        onPress={() => onDesired({ ...request, acceptChanged: !taken })}
        testId={taken ? "import-undo-changed" : "import-accept-changed"}
      >
        {taken ? t("import.undoChanged") : t("import.acceptChanged", { count: changed })}
      </Button>
    </Note>
  );
}
