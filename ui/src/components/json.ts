export type JsonToken = { kind: "key" | "text" | "other"; text: string };

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|[^"]+|"/gs;

/** Cuts a body into keys, strings and the rest. Whatever it is, the pieces put together are the body again. */
export function jsonTokens(text: string): JsonToken[] {
  return [...text.matchAll(TOKEN)].flatMap(([whole, string, colon]): JsonToken[] => {
    if (!string) return [{ kind: "other", text: whole }];
    if (colon === undefined) return [{ kind: "text", text: string }];
    return [
      { kind: "key", text: string },
      { kind: "other", text: colon },
    ];
  });
}
