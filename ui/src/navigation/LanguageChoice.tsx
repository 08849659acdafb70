import type { Language } from "../api/types";
import { Segment } from "../components/Choice";
import { LANGUAGE_NAMES, useWords } from "../i18n";
import { usePreferences } from "./preferences";

const LANGUAGES = (Object.keys(LANGUAGE_NAMES) as Language[]).map((id) => ({ id, label: LANGUAGE_NAMES[id] }));

/** Each language by its own name. */
export function LanguageChoice() {
  const { t } = useWords();
  const { language, choose } = usePreferences();
  return (
    <Segment
      label={t("settings.language")}
      hideLabel
      options={LANGUAGES}
      value={language}
      onChange={(next) => choose({ language: next })}
      testId={(id) => `language-${id}`}
    />
  );
}
