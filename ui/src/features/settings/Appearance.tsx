import type { Theme } from "../../api/types";
import { Pick, Segment } from "../../components/Choice";
import { useWords } from "../../i18n";
import { LanguageChoice } from "../../navigation/LanguageChoice";
import { usePreferences } from "../../navigation/preferences";
import { keysText } from "../../navigation/shortcuts";
import { ZOOM_STEPS } from "../../navigation/zoom";
import { Background } from "./Background";
import { Group } from "./Group";

const THEMES: Theme[] = ["system", "light", "dark"];

export function Appearance() {
  const { t, numbers } = useWords();
  const percent = (step: number) => new Intl.NumberFormat(numbers, { style: "percent" }).format(step / 100);
  const { theme, zoom, choose } = usePreferences();
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
      <Group title={t("settings.zoom")} text={t("settings.zoomText", { keys: keysText("larger") })}>
        <Pick
          label={t("settings.zoom")}
          hideLabel
          options={ZOOM_STEPS.map((step) => ({ id: String(step), label: percent(step) }))}
          value={String(zoom)}
          onChange={(next) => choose({ zoom: Number(next) })}
          testId="zoom"
        />
      </Group>
      <Background />
    </>
  );
}
