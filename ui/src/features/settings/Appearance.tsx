import type { Theme } from "../../api/types";
import { Segment } from "../../components/Choice";
import { useWords } from "../../i18n";
import { LanguageChoice } from "../../navigation/LanguageChoice";
import { usePreferences } from "../../navigation/preferences";
import { Background } from "./Background";
import { Group } from "./Group";

const THEMES: Theme[] = ["system", "light", "dark"];

export function Appearance() {
  const { t } = useWords();
  const { theme, choose } = usePreferences();
  return (
    <>
      <Group title={t("settings.language")} text={t("settings.languageText")}>
        <LanguageChoice />
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
      <Background />
    </>
  );
}
