import { useCallback } from "react";

/**
 * Keeps the keyboard in a dialog when what has the focus goes away or is disabled: WebKit then leaves it on the body and tells
 * nobody, and Escape and Tab would lead nowhere. For the `ref` of an element that can take the focus.
 */
export function useKeptFocus() {
  return useCallback((dialog: HTMLElement | null) => {
    if (!dialog) return;
    const keep = () => {
      const active = document.activeElement;
      const lost =
        active === null || active === document.body || (dialog.contains(active) && active.matches(":disabled"));
      if (lost && dialog.closest("[inert], [aria-hidden='true']") === null) dialog.focus({ preventScroll: true });
    };
    const watch = new MutationObserver(keep);
    watch.observe(dialog, { childList: true, subtree: true, attributeFilter: ["disabled"] });
    return () => watch.disconnect();
  }, []);
}
