import type { ImportView, ImportWish } from "../../api/types";
import { Button } from "../../components/Button";
import { Note } from "../../components/Note";
import { useWords } from "../../i18n";

/** Ids that a spreadsheet changed: nothing of them is sent before a person has said that they were those stores. */
export function ChangedNote({ view, onWish }: { view: ImportView; onWish(wish: ImportWish): void }) {
  const { t } = useWords();
  const { wish, changed } = view;
  const taken = wish.acceptChanged && view.counts.some(({ verdict }) => verdict === "changed_accepted");
  if (!taken && changed === 0) return null;
  return (
    <Note tone="doubt" testId="import-changed">
      {taken ? t("import.changedAccepted") : t("import.changed", { count: changed })}{" "}
      <Button
        onPress={() => onWish({ ...wish, acceptChanged: !taken })}
        testId={taken ? "import-undo-changed" : "import-accept-changed"}
      >
        {taken ? t("import.undoChanged") : t("import.acceptChanged", { count: changed })}
      </Button>
    </Note>
  );
}
