import { useState } from "react";
import { useNotices } from "../../../components/notices/notices";
import { useAct } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { type Mistakes, mistakesOf } from "./mistake";

/** Saves a form. What the core finds wrong with a field is said beside it; everything else is a notice. */
export function useSaveForm(send: () => Promise<void>) {
  const { t } = useWords();
  const { done } = useNotices();
  const [mistakes, setMistakes] = useState<Mistakes>();
  const [save, saving] = useAct(async () => {
    setMistakes(undefined);
    try {
      await send();
      done(t("settings.saved"));
    } catch (error) {
      const found = mistakesOf(error, t);
      if (!found) throw error;
      setMistakes(found);
    }
  });
  return { save: () => save(), saving, mistakes };
}
