import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type CompiledMessage, compileMessage } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

/** The first language is the source: its keys and arguments are what the others must have. */
export const LANGUAGES = ["en", "es"] as const;

type Catalog = Record<string, string>;

/** Names of the arguments of a compiled message, with those inside plural and select branches. */
export function argumentsOf(message: CompiledMessage): string[] {
  const found = new Set<string>();
  const walk = (token: unknown): void => {
    if (!Array.isArray(token)) return;
    if (typeof token[0] === "string" && token.length <= 3) found.add(token[0]);
    const cases = token[2];
    if (cases && typeof cases === "object") for (const branch of Object.values(cases)) each(branch);
  };
  const each = (tokens: unknown): void => {
    if (Array.isArray(tokens)) for (const token of tokens) walk(token);
  };
  each(message);
  return [...found].sort();
}

/** Compiles ICU text and refuses a missing, superfluous or empty entry, and one whose arguments differ from the source. */
export function compileStrictly(source: Catalog, catalog: Catalog, language: string): Record<string, CompiledMessage> {
  const faults: string[] = [];
  const compiled: Record<string, CompiledMessage> = {};
  for (const key of Object.keys(catalog)) if (!(key in source)) faults.push(`${key}: not in the source`);
  for (const [key, text] of Object.entries(source)) {
    const own = catalog[key];
    if (!own) {
      faults.push(`${key}: missing`);
      continue;
    }
    const message = compileMessage(own);
    const wanted = argumentsOf(compileMessage(text)).join(", ");
    const given = argumentsOf(message).join(", ");
    if (wanted !== given) faults.push(`${key}: arguments (${given}) instead of (${wanted})`);
    compiled[key] = message;
  }
  if (faults.length > 0) throw new Error(`words/${language}.json:\n  ${faults.join("\n  ")}`);
  return compiled;
}

function path(language: string): string {
  return fileURLToPath(new URL(`./src/i18n/${language}.json`, import.meta.url));
}

export function readCatalog(language: string): Catalog {
  return JSON.parse(readFileSync(path(language), "utf8")) as Catalog;
}

/** `virtual:words/<language>`: the catalog compiled while building, so that the window needs no parser and no eval. */
export function words(): Plugin {
  const prefix = "virtual:words/";
  return {
    name: "gangway-words",
    buildStart() {
      for (const language of LANGUAGES) compileStrictly(readCatalog("en"), readCatalog(language), language);
    },
    resolveId(id) {
      return id.startsWith(prefix) ? `\0${id}` : null;
    },
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      const language = id.slice(prefix.length + 1);
      this.addWatchFile(path(language));
      const compiled = compileStrictly(readCatalog("en"), readCatalog(language), language);
      return `export default ${JSON.stringify(compiled)}`;
    },
  };
}
