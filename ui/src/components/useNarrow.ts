import { useSyncExternalStore } from "react";

function useMedia(condition: string): boolean {
  const query = () => window.matchMedia(condition);
  const subscribe = (listener: () => void) => {
    const list = query();
    list.addEventListener("change", listener);
    return () => list.removeEventListener("change", listener);
  };
  return useSyncExternalStore(subscribe, () => query().matches);
}

/** Below 1100 px the right panel is a drawer. */
export function useNarrow(): boolean {
  return useMedia("(max-width: 1099px)");
}

/** Below 800 px, as in a window that is drawn at 200 %, the side bar is a row of icons and tables have fewer columns. */
export function useSmall(): boolean {
  return useMedia("(max-width: 799px)");
}
