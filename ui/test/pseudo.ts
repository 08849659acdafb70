import { source } from "virtual:catalogue";
import type { CompiledMessage } from "@lingui/message-utils/compileMessage";

const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DRESSED = "áƀćđéƒǵħíĵķĺṁńóṕʠŕśţúṽŵẋýžÁƁĆĐÉƑǴĦÍĴĶĹṀŃÓṔɊŔŚŢÚṼŴẊÝŽ";

/** Where a message begins and ends. */
export const BEGIN = "⟦";
export const END = "⟧";

const dressed = (text: string) => text.replace(/[a-zA-Z]/g, (letter) => DRESSED[PLAIN.indexOf(letter)] ?? letter);

type Tokens = Exclude<CompiledMessage, string>;

/** The letters of every branch with accents; names of arguments stay. */
function each(token: unknown): unknown {
  if (typeof token === "string") return dressed(token);
  if (!Array.isArray(token)) return token;
  const [name, kind, branches] = token;
  if (!branches || typeof branches !== "object") return token;
  const own = Object.entries(branches as Record<string, unknown>).map(([key, tokens]) => [
    key,
    Array.isArray(tokens) ? tokens.map(each) : key === "offset" ? tokens : each(tokens),
  ]);
  return [name, kind, Object.fromEntries(own)];
}

/** A message that nobody wrote: accents, two fifths longer, and marks at both ends. */
function pseudo(compiled: CompiledMessage): CompiledMessage {
  const tokens = (typeof compiled === "string" ? [compiled] : compiled).map(each);
  const length = JSON.stringify(compiled).length;
  return [BEGIN, ...tokens, "·".repeat(Math.ceil(length * 0.4)), END] as Tokens;
}

/** Every text of the window. */
export const pseudoTexts = () =>
  Object.fromEntries(Object.entries(source as Record<string, CompiledMessage>).map(([key, it]) => [key, pseudo(it)]));
