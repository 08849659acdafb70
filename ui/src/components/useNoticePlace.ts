import { useCallback } from "react";
import { useNoticeLayers } from "./notices/noticeLayers";

/** A dialog keeps the height that a notice gave it: no button moves by itself when the notice goes. */
function keepHeight(place: HTMLElement, dialog: HTMLElement): () => void {
  const now = () => ({ place: place.offsetHeight, dialog: dialog.offsetHeight });
  let before = now();
  const watch = new ResizeObserver(() => {
    if (place.offsetHeight < before.place) dialog.style.minHeight = `min(${before.dialog}px, 92vh)`;
    before = now();
  });
  watch.observe(place);
  watch.observe(dialog);
  return () => watch.disconnect();
}

/**
 * Makes an element of a dialog the place of what is said to the person for as long as the dialog is on top. For the `ref` of an
 * element that is announced (`aria-live`).
 */
export function useNoticePlace() {
  const { add } = useNoticeLayers();
  return useCallback(
    (place: HTMLElement | null) => {
      const dialog = place?.closest("[role]")?.parentElement;
      if (!place || !dialog) return;
      const leave = add({ place, since: Date.now() });
      const forget = typeof ResizeObserver === "undefined" ? () => {} : keepHeight(place, dialog);
      return () => {
        leave();
        forget();
      };
    },
    [add],
  );
}
