import en from "virtual:words/en";
import es from "virtual:words/es";
import { type Messages, setupI18n } from "@lingui/core";
import { I18nProvider, Trans } from "@lingui/react";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { I18nProvider as AriaLocale } from "react-aria-components";
import type { Language } from "../api/types";
import type source from "./en.json";
import { type Formats, formats, LOCALES } from "./formats";

export type WordId = keyof typeof source;
export type Values = Record<string, unknown>;
export type Words = Formats & { t(id: WordId, values?: Values): string; language: Language };

const CATALOGS: Record<Language, Messages> = { en: en as Messages, es: es as Messages };
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", es: "Español" };

export function wordsIn(language: Language): Words & { i18n: ReturnType<typeof setupI18n> } {
  const own = setupI18n({ locale: language, messages: { [language]: CATALOGS[language] } });
  return { i18n: own, language, t: (id, values) => own._(id, values), ...formats(language) };
}

const Context = createContext<Words>(wordsIn("en"));

export function WordsProvider({ language, children }: { language: Language; children: ReactNode }) {
  const words = useMemo(() => wordsIn(language), [language]);
  return (
    <Context.Provider value={words}>
      <I18nProvider i18n={words.i18n}>
        <AriaLocale locale={LOCALES[language].units}>{children}</AriaLocale>
      </I18nProvider>
    </Context.Provider>
  );
}

export function useWords(): Words {
  return useContext(Context);
}

/** A sentence with weight in it: `<0>…</0>` in the catalog becomes the strong part. */
export function T({ id, values }: { id: WordId; values?: Values }) {
  return <Trans id={id} values={values} components={{ 0: <b /> }} />;
}

/** The language of the person, unless they chose one. */
export function languageOf(chosen: Language | null, navigatorLanguage: string): Language {
  const spoken = navigatorLanguage.toLowerCase();
  const known = (Object.keys(LOCALES) as Language[]).find((language) => spoken.startsWith(LOCALES[language].prefix));
  return chosen ?? known ?? "en";
}
