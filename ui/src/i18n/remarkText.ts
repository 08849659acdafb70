import type { Remark } from "../api/types";
import type { Words } from "./index";

const MARK = "~";

/** A text of the record: a provider's own words as they came, or a remark of ours, which is kept as a code. */
export function remarkText(text: string, t: Words["t"]): string {
  if (!text.startsWith(MARK)) return text;
  const [word, ...what] = text.slice(MARK.length).split(" ");
  return t(`own.${word as Remark}`, { what: what.join(" ") });
}
