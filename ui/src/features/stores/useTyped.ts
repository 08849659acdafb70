import { type KeyboardEvent, useRef } from "react";

const FORGET_MS = 600;

/** Letters typed in a row, for type-ahead. */
export function useTyped(): (event: KeyboardEvent) => string {
  const state = useRef({ text: "", at: 0 });
  return (event) => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return "";
    const fresh = event.timeStamp - state.current.at > FORGET_MS;
    const before = fresh ? "" : state.current.text;
    if (before === "" && (event.key === " " || event.key === "*")) return "";
    state.current = { text: before + event.key, at: event.timeStamp };
    return state.current.text;
  };
}
