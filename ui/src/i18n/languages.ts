import list from "../../../locales/languages.json";
import type { Language } from "../api/types";

type List = typeof list;

/** Languages that the window has texts in: all of the list but those that say otherwise. */
export type WindowLanguage = { [Tag in keyof List]: List[Tag] extends { window: boolean } ? never : Tag }[keyof List];

/** The list that Rust has too; a language that only one of both knows does not compile. */
const LANGUAGES: Record<Language, { name: string; locale: string; units: string }> = list;

/** In which messages are written. */
export const MESSAGE_LANGUAGES = Object.keys(list) as Language[];
export const WINDOW_LANGUAGES = MESSAGE_LANGUAGES.filter(isOfWindow);

function isOfWindow(language: Language): language is WindowLanguage {
  return !("window" in list[language]);
}

/** A language is called by its own name. */
export function nameOf(language: Language): string {
  return LANGUAGES[language].name;
}

/**
 * Tags of BCP 47: of dates, times and numbers, and of units, where British ones would be "42 mins" instead of "42 min".
 */
export function localeOf(language: Language): { locale: string; units: string } {
  return LANGUAGES[language];
}

/**
 * How numbers are written. A language of a whole continent leaves that open (`es-419`): 1,284 in Mexico is 1.284 in Colombia, so
 * the country of the environment decides.
 */
export function numbersOf(language: Language, country: string | null): string {
  const { locale } = localeOf(language);
  if (!country || new Intl.Locale(locale).region !== "419") return locale;
  // The language of the country: Spanish in Brazil is written with the numbers of Brazil.
  const spoken = new Intl.Locale(`und-${country.toUpperCase()}`).maximize();
  return `${spoken.language}-${spoken.region}`;
}

/** The language that was chosen, or that of the person; English where the window has no texts in it. */
export function languageOf(chosen: Language | null | undefined, navigatorLanguage: string): WindowLanguage {
  const spoken = navigatorLanguage.toLowerCase().split("-")[0];
  const known = WINDOW_LANGUAGES.find((language) => language === spoken);
  return chosen && isOfWindow(chosen) ? chosen : (known ?? "en");
}
