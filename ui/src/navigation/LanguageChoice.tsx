import { Segment } from "../components/Choice";
import { useWords } from "../i18n";
import { nameOf, WINDOW_LANGUAGES } from "../i18n/languages";
import { usePreferences } from "./preferences";

const LANGUAGES = WINDOW_LANGUAGES.map((id) => ({ id, label: nameOf(id) }));

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
