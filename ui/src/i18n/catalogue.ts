import loaders, { source } from "virtual:catalogue";
import type { Messages } from "@lingui/core";
import type { WindowLanguage } from "./languages";

/** Compiled texts by language, as far as they were needed: the source's come with the program, each other language is a file of its own. */
const loaded = new Map<WindowLanguage, Messages>([["en", source as Messages]]);

/** The texts of a language, or `undefined` where `loadTexts` has not brought them. */
export function textsOf(language: WindowLanguage): Messages | undefined {
  return loaded.get(language);
}

/** Brings a language's texts. Rejects where its file cannot be read. */
export async function loadTexts(language: WindowLanguage): Promise<void> {
  if (!loaded.has(language)) loaded.set(language, (await loaders[language]()).default as Messages);
}
