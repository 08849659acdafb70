import { setupI18n } from "@lingui/core";
import { I18nProvider, Trans } from "@lingui/react";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { I18nProvider as AriaLocale, useLocale } from "react-aria-components";
import type source from "../../../locales/en.json";
import type namespaces from "../../../locales/namespaces.json";
import { loadTexts, textsOf } from "./catalogue";
import { type Formats, formats } from "./formats";
import { localeOf, numbersOf, type WindowLanguage } from "./languages";

/** Keys of the window; what only Rust says is not in it. */
export type WordId = Exclude<keyof typeof source, `${keyof (typeof namespaces)["rust"]}.${string}`>;
export type Values = Record<string, unknown>;
export type Words = Formats & { t(id: WordId, values?: Values): string; language: WindowLanguage };

/** The language's texts must be here (`loadTexts`). `country`: of the environment that is shown; it decides how numbers are written. */
export function wordsIn(
  language: WindowLanguage,
  country: string | null = null,
): Words & { i18n: ReturnType<typeof setupI18n> } {
  const locales = numbersOf(language, country);
  const texts = textsOf(language);
  if (!texts) throw new Error(`The texts of ${language} were not loaded.`);
  const own = setupI18n({ locale: language, locales, messages: { [language]: texts } });
  return { i18n: own, language, t: (id, values) => own._(id, values), ...formats(language, country) };
}

const Context = createContext<Words>(wordsIn("en"));

type Shown = { language: WindowLanguage; country?: string | null; children: ReactNode };

/** The language once its texts are here; until then the one before, or `null` at the first time. */
function useLoaded(language: WindowLanguage): WindowLanguage | null {
  const [before, setBefore] = useState<WindowLanguage | null>(null);
  useEffect(() => {
    let isWanted = true;
    // A file of the program that cannot be read leaves the window in the language that it has.
    const show = () => isWanted && setBefore(textsOf(language) ? language : "en");
    loadTexts(language).then(show, show);
    return () => {
      isWanted = false;
    };
  }, [language]);
  return textsOf(language) ? language : before;
}

export function WordsProvider({ language, country = null, children }: Shown) {
  const shown = useLoaded(language);
  const words = useMemo(() => shown && wordsIn(shown, country), [shown, country]);
  if (!words) return null;
  return (
    <Context.Provider value={words}>
      <I18nProvider i18n={words.i18n}>
        <AriaLocale locale={localeOf(words.language).units}>
          <Direction />
          {children}
        </AriaLocale>
      </I18nProvider>
    </Context.Provider>
  );
}

/** Tells the page which way its language is written. */
function Direction() {
  const { direction } = useLocale();
  useEffect(() => {
    document.documentElement.dir = direction;
  }, [direction]);
  return null;
}

export function useWords(): Words {
  return useContext(Context);
}

/** A sentence with weight in it: `<0>…</0>` in the catalog becomes the strong part. */
export function T({ id, values }: { id: WordId; values?: Values }) {
  return <Trans id={id} values={values} components={{ 0: <b /> }} />;
}
