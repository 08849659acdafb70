import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * Puts the DOM focus on the row that has it. The row stays rendered while it is scrolled away, so the focus survives scrolling;
 * when a filter or a refresh takes the row itself away, the focus goes to its neighbour instead of to nowhere, and when its elements
 * were lent to another row, it goes after its own.
 */
export function useRovingFocus(scroller: RefObject<HTMLDivElement | null>, row: number) {
  const wanted = useRef(false);
  const within = useRef(false);
  useLayoutEffect(() => {
    const active = document.activeElement;
    const elsewhere = active?.hasAttribute("data-row") && active.getAttribute("data-row") !== String(row);
    const lost = within.current && (active === document.body || elsewhere);
    if (!wanted.current && !lost) return;
    wanted.current = false;
    scroller.current?.querySelector<HTMLElement>(`[data-row="${row}"]`)?.focus({ preventScroll: true });
  });
  return {
    take: () => {
      wanted.current = true;
    },
    handlers: {
      onFocus: () => {
        within.current = true;
      },
      onBlur: (event: React.FocusEvent) => {
        if (event.relatedTarget || event.target.isConnected) within.current = false;
      },
    },
  };
}
