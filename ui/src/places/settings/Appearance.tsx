import { usePreferences } from "../../frame/preferences";
import { Segment } from "../../parts/Choice";
import type { Language, Theme } from "../../platform/types";
import { LANGUAGE_NAMES, useWords } from "../../words";
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
