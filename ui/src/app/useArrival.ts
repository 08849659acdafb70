import { type RefObject, useEffect, useRef } from "react";

/** In another place the focus begins where the work is, unless what had it is still there. */
export function useArrival(place: string): RefObject<HTMLElement | null> {
  const work = useRef<HTMLElement>(null);
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost) work.current?.focus({ preventScroll: true });
  }, [place]);
  return work;
}
