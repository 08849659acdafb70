import { readdirSync, readFileSync } from "node:fs";
import { cleanup, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { routeTree } from "../src/app/routes";
import { open } from "./journey";
import { BEGIN, END } from "./pseudo";

const locale = vi.hoisted(() => ({ tag: "en" }));

vi.mock("../src/i18n/catalogue", async () => {
  const { pseudoTexts } = await import("./pseudo");
  const texts = pseudoTexts();
  return { textsOf: () => texts, loadTexts: async () => {} };
});
vi.mock("../src/i18n/languages", async (own) => {
  const languages = await own<typeof import("../src/i18n/languages")>();
  return { ...languages, localeOf: () => ({ locale: locale.tag, units: locale.tag }) };
});

const root = `${process.cwd()}/src/`;
const code = (readdirSync(root, { recursive: true }) as string[])
  .filter((name) => name.endsWith(".tsx"))
  .map((name) => readFileSync(`${root}${name}`, "utf8"))
  .join("\n");

type Named = { options: { path?: string; staticData?: { title?: string } }; children?: unknown };
const pathsOf = (route: Named, above = ""): string[] => {
  const path = `${above}/${route.options.path ?? ""}`.replace(/\/+/g, "/");
  const own = route.options.staticData?.title && !path.includes("$") ? [path] : [];
  const children = Object.values((route.children ?? {}) as Record<string, Named>);
  return [...own, ...children.flatMap((child) => pathsOf(child, path === "/" ? "" : path))];
};
const PLACES = pathsOf(routeTree as unknown as Named).filter((path) => path !== "/settings");

/** Everything that a person reads or hears: texts, and the names of what has no text. */
function said(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    if (!parentElement?.closest("style, script")) texts.push(textContent ?? "");
  }
  const named = [...document.querySelectorAll("[aria-label], [placeholder], [title]")];
  const names = named.flatMap((it) =>
    ["aria-label", "placeholder", "title"].map((name) => it.getAttribute(name) ?? ""),
  );
  return [...texts, ...names].map((text) => text.trim()).filter(Boolean);
}

/** Names of products are the same in every language. */
const NAMES = new Set(["G", "Gangway", "Rappi", "Rainforest", "Ratepay"]);
/** Examples of values, as they are typed. */
const EXAMPLES = new Set([
  "America/Bogota",
  "PlatformPay <no-reply@example.com>",
  "audience = …",
  "gangway.example.com",
  "https://",
  "smtp.example.com",
  "whsec_…",
]);

/** A text of the code and of no catalogue. */
function isWritten(text: string, where = code): boolean {
  if (NAMES.has(text) || EXAMPLES.has(text) || !/[A-Za-z]{2}/.test(text) || text.includes(BEGIN)) return false;
  const literal = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`>\\s*${literal}\\s*<|(label|title|placeholder|aria-label)="${literal}"`).test(where);
}

async function at(place: string) {
  localStorage.setItem("gangway.places.sandbox", JSON.stringify({ last: place, views: {} }));
  open();
  await screen.findAllByRole("heading", { level: 1 });
  await waitFor(() => expect(document.querySelectorAll('[role="progressbar"]')).toHaveLength(0));
}

describe("with texts that nobody wrote", () => {
  it("knows every place", () => {
    expect(PLACES.length).toBeGreaterThan(15);
  });

  it.each(PLACES)("%s says nothing that is not in a catalogue, and all of what is", async (place) => {
    await at(place);
    const texts = said();
    expect(texts.filter((text) => text.includes(BEGIN)).length).toBeGreaterThan(10);
    expect(texts.filter((text) => isWritten(text))).toEqual([]);
    // Nothing is cut by the code: whatever does not fit is the styles' to deal with.
    const whole = document.body.textContent ?? "";
    expect(whole.split(BEGIN).length).toBe(whole.split(END).length);
  });

  it("finds a text that is written in the code", () => {
    expect(isWritten("Save all", "<b>\n  Save all\n</b>")).toBe(true);
    expect(isWritten("Save all", '<Field label="Save all" />')).toBe(true);
    expect(isWritten("Save all", '<b>{t("save")}</b>')).toBe(false);
  });

  it.each([
    ["ar", "rtl"],
    ["en", "ltr"],
  ])("a language such as %s is written %s", async (tag, direction) => {
    locale.tag = tag;
    await at("/merchants");
    await waitFor(() => expect(document.documentElement.dir).toBe(direction));
    expect(screen.getByTestId("nav-merchants")).toBeTruthy();
    cleanup();
    locale.tag = "en";
  });
});
