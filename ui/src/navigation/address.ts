import * as v from "valibot";

/** Longest text of an address: what somebody typed is shorter. */
const LONGEST = 200;

/** What an address holds of a place's view: plain text, a name that comes again is a list. */
type Search = Record<string, string | string[]>;

/** `a=1&b=x&b=y`, as everybody writes addresses; a value is always text. */
export function parseSearch(text: string): Search {
  const given = new URLSearchParams(text);
  const names = [...new Set(given.keys())];
  return Object.fromEntries(names.map((name) => [name, one(given.getAll(name))]));
}

const one = (values: string[]): string | string[] => (values.length === 1 ? (values[0] ?? "") : values);

/** What is as it is without a view is not written. */
export function stringifySearch(search: Record<string, unknown>): string {
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined && each !== null && each !== "" && each !== false) written.append(name, String(each));
  return written.size > 0 ? `?${written}` : "";
}

/*
 * The pieces of which each place makes the one schema of its view. Addresses come from links too: what a piece does not know is
 * as if it were not there, and never an error.
 */

/** A text: an id, or what was typed. */
export const text = v.fallback(
  v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.maxLength(LONGEST))),
  undefined,
);
/** A number that counts or names a row. */
export const whole = v.fallback(
  v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.safeInteger(), v.minValue(1))),
  undefined,
);
/** Something is on. */
export const flag = v.fallback(
  v.optional(
    v.pipe(
      v.union([v.literal("true"), v.boolean()]),
      v.transform((is) => is === "true" || is === true),
    ),
  ),
  undefined,
);
/** One of a few words. */
export const oneOf = <const T extends string>(all: readonly T[]) => v.fallback(v.optional(v.picklist(all)), undefined);
/** Some of a few words. */
export const someOf = <const T extends string>(all: readonly T[]) =>
  v.fallback(v.optional(v.pipe(list, v.array(v.picklist(all)))), undefined);

const list = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((given): string[] => (typeof given === "string" ? [given] : given)),
);
/** Some texts. */
export const texts = v.fallback(v.optional(v.pipe(list, v.array(v.pipe(v.string(), v.maxLength(LONGEST))))), undefined);
