import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type CompiledMessage, compileMessage } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

export type Catalog = Record<string, string>;

const FOLDER = fileURLToPath(new URL("../locales/", import.meta.url));
const FILE = "virtual:catalogue";

function read<T>(name: string): T {
  return JSON.parse(readFileSync(`${FOLDER}${name}.json`, "utf8")) as T;
}

const list = read<Record<string, { window?: boolean }>>("languages");
const ofRust = Object.keys(read<{ rust: Record<string, string> }>("namespaces").rust);

/** Languages that the window has texts in, the source first: its keys and arguments are what the others must have. */
export const LANGUAGES = Object.keys(list).filter((language) => list[language]?.window !== false);
/** Languages whose texts of the window are still to be written. */
export const UNFINISHED = Object.keys(list).filter((language) => list[language]?.window === false);

/** What the window ships of a catalog: not what Rust alone says, which `crates/locales` checks. */
export function readCatalog(language: string): Catalog {
  const all = Object.entries(read<Catalog>(language));
  return Object.fromEntries(all.filter(([key]) => !ofRust.some((namespace) => key.startsWith(`${namespace}.`))));
}

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
export function compileStrictly(
  source: Catalog,
  catalog: Catalog,
  language: string,
  { isUnfinished = false } = {},
): Record<string, CompiledMessage> {
  const faults: string[] = [];
  const compiled: Record<string, CompiledMessage> = {};
  for (const key of Object.keys(catalog)) if (!(key in source)) faults.push(`${key}: not in the source`);
  for (const [key, text] of Object.entries(source)) {
    const own = catalog[key];
    if (!own) {
      if (!isUnfinished) faults.push(`${key}: missing`);
      continue;
    }
    const message = compileMessage(own);
    const wanted = argumentsOf(compileMessage(text)).join(", ");
    const given = argumentsOf(message).join(", ");
    if (wanted !== given) faults.push(`${key}: arguments (${given}) instead of (${wanted})`);
    compiled[key] = message;
  }
  if (faults.length > 0) throw new Error(`locales/${language}.json:\n  ${faults.join("\n  ")}`);
  return compiled;
}

/**
 * `virtual:catalogue`: every language compiled while building, so that the window needs no parser and no eval. The source is part of
 * the program, each other language a file that is read when somebody chooses it.
 */
export function words(): Plugin {
  const compiled = (language: string) => compileStrictly(readCatalog("en"), readCatalog(language), language);
  const others = LANGUAGES.filter((it) => it !== "en").map((it) => `${it}: () => import("${FILE}/${it}")`);
  const index = `import source from "${FILE}/en";
    export { source };
    export default { en: async () => ({ default: source }), ${others.join(", ")} };`;
  return {
    name: "gangway-words",
    buildStart() {
      for (const language of LANGUAGES) compiled(language);
      for (const language of UNFINISHED) {
        compileStrictly(readCatalog("en"), readCatalog(language), language, { isUnfinished: true });
      }
    },
    resolveId: (id) => (id === FILE || id.startsWith(`${FILE}/`) ? `\0${id}` : null),
    load(id) {
      if (id === `\0${FILE}`) return index;
      const language = LANGUAGES.find((it) => id === `\0${FILE}/${it}`);
      if (!language) return null;
      this.addWatchFile(`${FOLDER}${language}.json`);
      return `export default ${JSON.stringify(compiled(language))}`;
    },
  };
}
