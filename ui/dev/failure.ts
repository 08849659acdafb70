import type { Failure } from "../src/api/types";

export const failure = (code: Failure["code"], message: string): Failure => ({ code, message, detail: null });
