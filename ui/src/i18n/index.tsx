import catalogue from "virtual:catalogue";
import { type Messages, setupI18n } from "@lingui/core";
import { I18nProvider, Trans } from "@lingui/react";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { I18nProvider as AriaLocale } from "react-aria-components";
import type source from "../../../locales/en.json";
import type namespaces from "../../../locales/namespaces.json";
import { type Formats, formats } from "./formats";
import { localeOf, numbersOf, type WindowLanguage } from "./languages";

/** Keys of the window; what only Rust says is not in it. */
export type WordId = Exclude<keyof typeof source, `${keyof (typeof namespaces)["rust"]}.${string}`>;
export type Values = Record<string, unknown>;
export type Words = Formats & { t(id: WordId, values?: Values): string; language: WindowLanguage };

/** `country`: of the environment that is shown; it decides how numbers are written. */
export function wordsIn(
  language: WindowLanguage,
  country: string | null = null,
): Words & { i18n: ReturnType<typeof setupI18n> } {
  const locales = numbersOf(language, country);
  const own = setupI18n({ locale: language, locales, messages: { [language]: catalogue[language] as Messages } });
  return { i18n: own, language, t: (id, values) => own._(id, values), ...formats(language, country) };
}

const Context = createContext<Words>(wordsIn("en"));

type Shown = { language: WindowLanguage; country?: string | null; children: ReactNode };

export function WordsProvider({ language, country = null, children }: Shown) {
  const words = useMemo(() => wordsIn(language, country), [language, country]);
  return (
    <Context.Provider value={words}>
      <I18nProvider i18n={words.i18n}>
        <AriaLocale locale={localeOf(language).units}>{children}</AriaLocale>
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
