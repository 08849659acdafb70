import type { Language, Theme } from "../../api/types";
import { Segment } from "../../components/Choice";
import { LANGUAGE_NAMES, useWords } from "../../i18n";
import { usePreferences } from "../../navigation/preferences";
import { Group } from "./Group";

const THEMES: Theme[] = ["system", "light", "dark"];

export function Appearance() {
  const { t } = useWords();
  const { language, theme, choose } = usePreferences();
  return (
    <>
      <Group title={t("settings.language")} text={t("settings.languageText")}>
        <Segment
          label={t("settings.language")}
          hideLabel
          options={(Object.keys(LANGUAGE_NAMES) as Language[]).map((id) => ({ id, label: LANGUAGE_NAMES[id] }))}
          value={language}
          onChange={(next) => choose({ language: next })}
          testId={(id) => `language-${id}`}
        />
      </Group>
      <Group title={t("settings.theme")} text={t("settings.themeText")}>
        <Segment
          label={t("settings.theme")}
          hideLabel
          options={THEMES.map((id) => ({ id, label: t(`theme.${id}`) }))}
          value={theme}
          onChange={(next) => choose({ theme: next })}
          testId={(id) => `theme-${id}`}
        />
      </Group>
    </>
  );
}
