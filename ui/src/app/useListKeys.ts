import { useEffect, useRef } from "react";
import { useCommands } from "../navigation/useCommands";

const LISTS = "[role=treegrid], [role=grid], [role=listbox]";
const ROWS = "[role=row][tabindex], [role=option][tabindex]";
/** Letters that follow each other this closely look for a name in the list. */
const TYPED_MS = 600;

/** The row that has the focus; without one, the row of the place's list that Tab leads to. */
function row(): HTMLElement | null {
  const focused = document.activeElement?.closest<HTMLElement>(ROWS) ?? null;
  if (focused) return focused;
  const list = document.querySelector(`main :is(${LISTS})`);
  return (
    list?.querySelector<HTMLElement>('[tabindex="0"]:is([role=row], [role=option])') ??
    list?.querySelector<HTMLElement>(ROWS) ??
    null
  );
}

/** Presses a key in a list as if a person had. */
function press(target: HTMLElement, key: string): void {
  target.dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true }));
  target.dispatchEvent(new KeyboardEvent("keyup", { key, code: key, bubbles: true, cancelable: true }));
}

/** When a letter was last typed that looks for a name in a list. */
function useTypedAt() {
  const at = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const onKey = ({ key, ctrlKey, metaKey, altKey, timeStamp, target }: KeyboardEvent) => {
      const inList = target instanceof Element && target.closest(LISTS) !== null;
      if (inList && key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey) at.current = timeStamp;
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return at;
}

/** `J`, `K` and `X` in lists and tables, unless they are within a name that is typed; `/` goes to the place's search. */
export function useListKeys(): void {
  const typedAt = useTypedAt();
  const inList = (event: KeyboardEvent, act: (row: HTMLElement) => unknown) => {
    const at = row();
    return !at || event.timeStamp - typedAt.current < TYPED_MS ? false : act(at);
  };
  const move = (event: KeyboardEvent, key: string) =>
    inList(event, (at) => {
      if (document.activeElement?.closest(ROWS) === at) press(at, key);
      else at.focus();
    });
  useCommands({
    next: (event) => move(event, "ArrowDown"),
    previous: (event) => move(event, "ArrowUp"),
    mark: (event) => inList(event, (at) => (at.closest("[aria-multiselectable=true]") ? press(at, " ") : false)),
    search: () => {
      const field = document.querySelector<HTMLInputElement>("main input[type=search]");
      field?.focus();
      field?.select();
      return field !== null;
    },
  });
}
