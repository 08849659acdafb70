// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readCatalog } from "../words.plugin";

const root = fileURLToPath(new URL("../", import.meta.url));
const files = (readdirSync(`${root}src`, { recursive: true }) as string[])
  .filter((name) => /\.(tsx?|css)$/.test(name) && !name.endsWith("bindings.ts"))
  .map((name) => ({ name: name.replaceAll("\\", "/"), text: readFileSync(`${root}src/${name}`, "utf8") }));
const code = files.filter(({ name }) => !name.endsWith(".css"));
const names = (found: { name: string }[]) => found.map(({ name }) => name);

type Source = { name: string; text: string };

/** `features` are folders of their own each. */
function folderOf(name: string): string {
  const parts = name.split("/");
  return parts[0] === "features" && parts.length > 2 ? `features/${parts[1]}` : (parts[0] ?? name);
}

/** Which folder imports which other one. */
function edges(sources: Source[]): [string, string][] {
  const found = new Map<string, [string, string]>();
  for (const { name, text } of sources)
    for (const [, path] of text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
      const edge: [string, string] = [folderOf(name), folderOf(posix.join(posix.dirname(name), path ?? ""))];
      if (edge[0] !== edge[1]) found.set(edge.join(" → "), edge);
    }
  return [...found.values()];
}

/** The edges from which a way leads back to where they begin. */
function circle(all: [string, string][]): string[] {
  const reaches = (from: string, wanted: string, seen = new Set<string>()): boolean =>
    from === wanted || (!seen.has(from) && all.some(([at, to]) => at === from && reaches(to, wanted, seen.add(from))));
  return all.filter(([from, to]) => reaches(to, from)).map((edge) => edge.join(" → "));
}

describe("the house", () => {
  it("lets only the platform talk to the shell", () => {
    expect(names(code.filter(({ name, text }) => text.includes("@tauri-apps/") && !name.startsWith("api/")))).toEqual(
      [],
    );
  });

  it("has no circle that crosses a folder", () => {
    expect(circle(edges(code))).toEqual([]);
    const [a, b, c] = [
      ["a/x.ts", "b"],
      ["b/x.ts", "c"],
      ["c/x.ts", "a"],
    ].map(([name, folder]) => ({
      name: name as string,
      text: `import { x } from "../${folder}/x";`,
    })) as [Source, Source, Source];
    expect(circle(edges([a, b]))).toEqual([]);
    expect(circle(edges([a, b, c]))).toHaveLength(3);
  });

  it("keeps the tree free of React and of the platform's code", () => {
    const tree = code.filter(({ name }) => name.startsWith("tree/"));
    expect(tree.length).toBeGreaterThan(3);
    const imports = tree.flatMap(({ text }) =>
      [...text.matchAll(/^import (?!type).* from "(.+)"/gm)].map(([, from]) => from),
    );
    expect(imports.filter((from) => !from.startsWith("./"))).toEqual([]);
  });

  it("asks the shell in the queries, and acts through one hook", () => {
    const uses = (what: RegExp, but: RegExp) =>
      names(code.filter(({ name, text }) => what.test(text) && !but.test(name)));
    expect(uses(/\bqueryFn\b|\b(i|I)nfiniteQueryOptions\(|\bqueryOptions\(/, /^queries\//)).toEqual([]);
    expect(uses(/\buseMutation\(/, /^components\/useAct\.ts$/)).toEqual([]);
    // A key written by hand is one that a change of the factory forgets.
    expect(uses(/setQueryData\(\[/, /^$/)).toEqual([]);
  });

  it("never writes markup as text, and never evaluates", () => {
    expect(names(code.filter(({ text }) => /innerHTML|dangerouslySet|\beval\(|new Function/.test(text)))).toEqual([]);
  });

  it("has small rooms: components up to 150 lines, other files up to 250", () => {
    const long = code.filter(({ name, text }) => {
      const limit = name.endsWith(".tsx") ? 150 : 250;
      return text.split("\n").length > limit;
    });
    expect(names(long)).toEqual([]);
  });

  it("keeps what only looks and tests needs in files of up to 350 lines", () => {
    const long = ["dev", "test"].flatMap((folder) =>
      (readdirSync(`${root}${folder}`) as string[])
        .filter((name) => /\.tsx?$/.test(name) && name !== "fixtures.ts")
        .filter((name) => readFileSync(`${root}${folder}/${name}`, "utf8").split("\n").length > 350),
    );
    expect(long).toEqual([]);
  });

  it("takes its colours from the tokens", () => {
    const css = files.filter(({ name }) => name.endsWith(".module.css"));
    expect(names(css.filter(({ text }) => /#[0-9a-f]{3,8}\b|rgb\(/i.test(text)))).toEqual([]);
  });

  it("stands in both directions: styles say start and end, never left and right", () => {
    const sided = /(margin|padding|border)-(left|right)|^\s*(left|right):|text-align: (left|right)|float:/m;
    const css = files.filter(({ name }) => name.endsWith(".css"));
    expect(names(css.filter(({ text }) => sided.test(text)))).toEqual([]);
    expect(sided.test(".a {\n  left: 0;\n}") && sided.test(".a { margin-right: 0 }")).toBe(true);
  });

  it("has no word that nobody says", () => {
    const said = code.map(({ text }) => text).join("\n");
    const unsaid = Object.keys(readCatalog("en")).filter((key) => {
      const start = key.slice(0, key.lastIndexOf(".") + 1);
      const built = [`\`${start}\${`, `\`${key.split(".")[0]}.\${`].some((piece) => said.includes(piece));
      return !said.includes(`"${key}"`) && !built;
    });
    expect(unsaid).toEqual([]);
  });
});
