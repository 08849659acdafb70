import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { Preferences, Theme } from "../api/types";
import { useAct } from "../components/useAct";
import { WordsProvider } from "../i18n";
import { languageOf, type WindowLanguage } from "../i18n/languages";
import { usePlatform } from "../queries/usePlatform";
import { USUAL_ZOOM } from "./zoom";

/** What is chosen anew; a step from what is, where the next press may come before it is drawn. */
type Change = Partial<Preferences> | ((before: Preferences) => Partial<Preferences>);
type Value = {
  language: WindowLanguage;
  theme: Theme /** In per cent. */;
  zoom: number;
  keepRunning: boolean;
  choose(change: Change): void;
};
const Context = createContext<Value>({
  language: "en",
  theme: "system",
  zoom: USUAL_ZOOM,
  keepRunning: true,
  choose: () => {},
});

export function usePreferences(): Value {
  return useContext(Context);
}

function useTheme(theme: Theme): void {
  useEffect(() => {
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const show = () => {
      const is = theme === "dark" || (theme === "system" && dark.matches);
      document.documentElement.dataset.theme = is ? "dark" : "light";
    };
    show();
    dark.addEventListener("change", show);
    return () => dark.removeEventListener("change", show);
  }, [theme]);
}

/** Tells the styles the size of the window where its engine scales lines by it twice. */
function useThinLines(zoom: number): void {
  useEffect(() => {
    if (/Linux/.test(navigator.userAgent)) document.documentElement.style.setProperty("--zoom", String(zoom));
  }, [zoom]);
}

type Given = { first: Preferences; country: string | null; children: ReactNode };

export function PreferencesProvider({ first, country, children }: Given) {
  const platform = usePlatform();
  const [keep] = useAct((next: Preferences) => platform.setPreferences(next));
  const latest = useRef(keep);
  latest.current = keep;
  const [preferences, setPreferences] = useState(first);
  const now = useRef(first);
  const language = languageOf(preferences.language, navigator.language);
  useTheme(preferences.theme);
  useThinLines((preferences.zoom ?? USUAL_ZOOM) / USUAL_ZOOM);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(
    () => ({
      language,
      theme: preferences.theme,
      zoom: preferences.zoom ?? USUAL_ZOOM,
      keepRunning: preferences.keepRunning ?? true,
      choose: (change: Change) => {
        const { current } = now;
        const next = { ...current, ...(typeof change === "function" ? change(current) : change) };
        now.current = next;
        setPreferences(next);
        latest.current(next);
      },
    }),
    [language, preferences],
  );
  return (
    <Context.Provider value={value}>
      <WordsProvider language={language} country={country}>
        {children}
      </WordsProvider>
    </Context.Provider>
  );
}
