import type { Saved } from "../api/types";
import { useWords } from "../i18n";
import { usePlatform } from "../queries/usePlatform";
import { Button } from "./Button";
import { Note } from "./Note";
import { useAct } from "./useAct";

/** Where a file was written, and the way to it. */
export function SavedNote({ saved, opens }: { saved: Saved; opens: boolean }) {
  const { t } = useWords();
  const platform = usePlatform();
  const [act, busy] = useAct(async (open: boolean) => {
    await (open ? platform.openSaved(saved.id) : platform.showSaved(saved.id));
  });
  return (
    <Note tone="ok" testId="saved">
      <span data-selectable title={`${saved.folder}/${saved.name}`}>
        {t("saved.as", { name: saved.name })}
      </span>
      {opens && (
        <Button look="link" busy={busy} onPress={() => act(true)} testId="saved-open">
          {t("saved.open")}
        </Button>
      )}
      <Button look="link" busy={busy} onPress={() => act(false)} testId="saved-show">
        {t("saved.show")}
      </Button>
    </Note>
  );
}
