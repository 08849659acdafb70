import { useSyncExternalStore } from "react";

const query = () => window.matchMedia("(max-width: 1099px)");

function subscribe(listener: () => void): () => void {
  const list = query();
  list.addEventListener("change", listener);
  return () => list.removeEventListener("change", listener);
}

/** Below 1100 px the right panel is a drawer. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query().matches);
}
