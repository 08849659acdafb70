import type { TellingLanguage } from "../api/types";

export const TONGUES: TellingLanguage[] = ["en", "es", "pt", "de"];
/** A language is called by its own name. */
export const TONGUE_NAMES: Record<TellingLanguage, string> = {
  en: "English",
  es: "Español",
  pt: "Português",
  de: "Deutsch",
};
