import { type RefObject, useEffect, useRef } from "react";

/** A panel that takes the place of another takes its focus too, when the button that was pressed is gone. */
export function useLostFocus(): RefObject<HTMLDivElement | null> {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) panel.current?.focus({ preventScroll: true });
  }, []);
  return panel;
}
