import { QueryClientContext } from "@tanstack/react-query";
import { useContext, useEffect, useRef } from "react";

/** Longer than what is typed rests before it is asked for. */
const RESTED_MS = 300;
const LOOK_MS = 30;
const GIVE_UP_MS = 10_000;

const ROWS = "main :is([role=row][data-id], [role=row][data-store], [role=option][data-id])";

function openFirst(): void {
  const row = document.querySelector<HTMLElement>(ROWS);
  if (!row) return;
  row.focus();
  // A line of the tree opens by its name.
  (row.querySelector<HTMLElement>("[data-part=name]") ?? row).click();
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
