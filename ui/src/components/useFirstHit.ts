import { QueryClientContext } from "@tanstack/react-query";
import { useContext, useEffect, useRef } from "react";
import { firstRow, openRow } from "./rows";

/** Longer than what is typed rests before it is asked for. */
const RESTED_MS = 300;
const LOOK_MS = 30;
const GIVE_UP_MS = 10_000;

function openFirst(): void {
  const row = firstRow();
  if (row) openRow(row);
}

/** `Enter` in a search opens the first hit, of what was typed and not of what was there before. */
export function useFirstHit() {
  const client = useContext(QueryClientContext);
  const typedAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const onEnter = (asked = Date.now()) => {
    const rests = Date.now() - typedAt.current > RESTED_MS;
    if (rests && !client?.isFetching()) return openFirst();
    if (Date.now() - asked < GIVE_UP_MS) timer.current = setTimeout(() => onEnter(asked), LOOK_MS);
  };
  const onTyped = () => {
    typedAt.current = Date.now();
    clearTimeout(timer.current);
  };
  return { onEnter: () => onEnter(), onTyped };
}
