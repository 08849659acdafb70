import { type RefObject, useEffect, useRef } from "react";

const DIALOGS = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox][data-open]";

/** Once whoever else gives the focus back has done so. */
function afterwards(act: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(act);
  });
  return () => cancelAnimationFrame(frame);
}

const isLost = () =>
  (document.activeElement === null || document.activeElement === document.body) &&
  document.querySelector(DIALOGS) === null;

/**
 * The focus begins where the work is in another place, and wherever what had it went away (a row that was opened, a palette that led
 * elsewhere), unless something else took it.
 */
export function useArrival(place: string): RefObject<HTMLElement | null> {
  const work = useRef<HTMLElement>(null);
  const before = useRef(place);
  useEffect(() => {
    const begin = () => {
      if (isLost()) work.current?.focus({ preventScroll: true });
    };
    let stop = before.current === place ? () => {} : afterwards(begin);
    before.current = place;
    const onLeft = (event: FocusEvent) => {
      if (event.relatedTarget !== null) return;
      stop();
      stop = afterwards(begin);
    };
    document.addEventListener("focusout", onLeft);
    return () => {
      stop();
      document.removeEventListener("focusout", onLeft);
    };
  }, [place]);
  return work;
}
