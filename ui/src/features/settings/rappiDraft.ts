import type { TokenField } from "../../api/types";

/** An https address, or http on this computer. */
export function isHost(text: string): boolean {
  if (!URL.canParse(text.trim())) return false;
  const url = new URL(text.trim());
  if (url.username || url.password) return false;
  return (
    url.protocol === "https:" ||
    (url.protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname))
  );
}

export function linesOf(fields: TokenField[]): string {
  return fields.map(({ name, value }) => `${name} = ${value}`).join("\n");
}

/** One field a line; `null` where a line is none or a name comes twice. */
export function tokenFieldsOf(text: string): TokenField[] | null {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const fields = lines.map((line) => {
    const [, name = "", value = ""] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return { name, value };
  });
  const names = new Set(fields.map(({ name }) => name));
  return names.size < fields.length || names.has("") ? null : fields;
}
