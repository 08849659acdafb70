// @vitest-environment node

import { compileMessage } from "@lingui/message-utils/compileMessage";
import { describe, expect, it } from "vitest";
import { CODES, FAILURES } from "../src/components/failure/table";
import { type WordId, wordsIn } from "../src/i18n";
import { languageOf, WINDOW_LANGUAGES } from "../src/i18n/languages";
import { argumentsOf, compileStrictly, LANGUAGES, readCatalog, UNFINISHED } from "../words.plugin";

const en = readCatalog("en");
const es = readCatalog("es");

describe("the catalogs", () => {
  it.each([...LANGUAGES])("%s has every message, with the arguments of the source", (language) => {
    expect(Object.keys(compileStrictly(en, readCatalog(language), language)).sort()).toEqual(Object.keys(en).sort());
  });

  it.each([...UNFINISHED])("%s has nothing that is not in the source, nor other arguments", (language) => {
    expect(() => compileStrictly(en, readCatalog(language), language, { isUnfinished: true })).not.toThrow();
  });

  it("are those of the list, and a language that is not among them is never taken for one", () => {
    expect([...WINDOW_LANGUAGES]).toEqual(LANGUAGES);
    expect(languageOf("es", "de-AT")).toBe("es");
    expect(languageOf(null, "es-CO")).toBe("es");
    // Estonian is no Spanish.
    expect(languageOf(null, "est")).toBe("en");
    for (const language of UNFINISHED) expect(languageOf(null, language)).toBe("en");
  });

  it("ship nothing that only Rust says", () => {
    expect(
      Object.keys(en).filter((key) => /^(desktop|file|menu|merchantPage|message|missing|page|report)\./.test(key)),
    ).toEqual([]);
  });

  it("fail the build when a message is missing, superfluous, or has other arguments", () => {
    const source = { greet: "Hello {name}", bye: "Bye" };
    expect(() => compileStrictly(source, { greet: "Hola {name}" }, "es")).toThrow(/bye: missing/);
    expect(() => compileStrictly(source, { greet: "Hola {name}", bye: "" }, "es")).toThrow(/bye: missing/);
    expect(() => compileStrictly(source, { greet: "Hola {nombre}", bye: "Adiós" }, "es")).toThrow(/greet: arguments/);
    expect(() => compileStrictly(source, { greet: "Hola {name}", bye: "Adiós", more: "x" }, "es")).toThrow(
      /more: not in/,
    );
  });

  it("see arguments inside plural branches", () => {
    expect(argumentsOf(compileMessage("{n, plural, one {{who} has one} other {{who} has {many}}}"))).toEqual([
      "many",
      "n",
      "who",
    ]);
  });

  it("keep sentences without exclamation marks", () => {
    for (const language of LANGUAGES) {
      for (const [key, text] of Object.entries(readCatalog(language))) expect(text, key).not.toMatch(/[!¡]/);
    }
  });

  it("speak to the person in one way: the Spanish one says tú", () => {
    const formal =
      /\b(abra|añada|autorice|cambie|cierre|compruebe|copie|corrija|diga|elija|elimine|escriba|espere|guarde|haga|indique|inicie|introduzca|mire|pegue|pida|ponga|pulse|registre|revise|seleccione|usted|vuelva)\b/i;
    // "Para que abra", "ni cambie": what somebody else does.
    const said = Object.entries(es).filter(([, text]) =>
      formal.test(text.replace(/\b(que|ni) (se |te )?\p{L}+/gu, "")),
    );
    expect(said).toEqual([]);
  });

  it("speak to the person in one way: the German one says Sie, the Portuguese one você", () => {
    const said = (language: string, word: RegExp) =>
      Object.entries(readCatalog(language)).filter(([, text]) => word.test(text));
    expect(said("de", /(?<!\p{L})(du|dich|dir|deine?[mnrs]?)(?!\p{L})/iu)).toEqual([]);
    expect(said("pt", /(?<!\p{L})(tu|teus?|tuas?|contigo)(?!\p{L})/iu)).toEqual([]);
  });

  it.each(LANGUAGES.filter((it) => it !== "en"))("are really translated: %s", (language) => {
    const own = readCatalog(language);
    const same = Object.entries(en).flatMap(([key, text]) =>
      text === own[key] && text.split(" ").length > 3 ? key : [],
    );
    // A byte is a byte, and a list of parts has no words.
    const WORDLESS = /^(deliveries\.bytes|import\.facts)$/;
    expect(same.filter((key) => !WORDLESS.test(key))).toEqual([]);
  });
});

describe("the failure table", () => {
  it.each(CODES)("%s has words and a next step in every language", (code) => {
    for (const language of WINDOW_LANGUAGES) {
      const { t } = wordsIn(language);
      for (const part of ["title", "next"] as const) {
        const id: WordId = `failure.${code}.${part}`;
        expect(t(id)).not.toBe(id);
        expect(t(id).length).toBeGreaterThan(5);
      }
    }
  });

  it("names a button for each step", () => {
    const { t } = wordsIn("en");
    for (const { step } of Object.values(FAILURES)) if (step) expect(t(`step.${step}`)).not.toMatch(/^step\./);
  });
});

describe("numbers", () => {
  it.each([
    ["es", "mx", "12,840"],
    ["es", "co", "12.840"],
    ["es", "br", "12.840"],
    ["es", null, "12,840"],
    ["en", "co", "12,840"],
  ] as const)("in %s, in an environment of %s", (language, country, expected) => {
    const { number, t } = wordsIn(language, country);
    expect(number(12_840)).toBe(expected);
    // A number that a text counts with is written as every other one.
    expect(t("operation.unsent", { count: 12_840 })).toContain(expected);
  });
});

describe("plurals", () => {
  const run = (language: "en" | "es", stores: number, batches: number) =>
    wordsIn(language).t("plan.run.provision", { stores, batches });
  it("say the number on the button", () => {
    expect(run("en", 37, 2)).toBe("Provision 37 stores in 2 batches");
    expect(run("en", 1, 1)).toBe("Provision 1 store in 1 batch");
    expect(run("es", 37, 2)).toBe("Integrar 37 tiendas en 2 lotes");
    expect(run("es", 1, 1)).toBe("Integrar 1 tienda en 1 lote");
  });
});
