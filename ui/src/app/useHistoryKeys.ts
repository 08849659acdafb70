import { useRouter } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { useCommands } from "../navigation/useCommands";

type Way = "back" | "forward";
const MOUSE: Record<number, Way> = { 3: "back", 4: "forward" };
/** A keyboard's own keys for it. */
const OWN: Record<string, Way> = {
  BrowserBack: "back",
  GoBack: "back",
  BrowserForward: "forward",
  GoForward: "forward",
};

const DIALOGS = "[aria-modal=true],[role=dialog],[role=alertdialog]";

/** Back and forward through the places, by the keyboard and by the side buttons of a mouse. */
export function useHistoryKeys(): void {
  const { history } = useRouter();
  const go = useCallback(
    (way: Way) => {
      // A dialog asks about the place that it lies over.
      if (!document.querySelector(DIALOGS)) history[way]();
    },
    [history],
  );
  useCommands({ back: () => go("back"), forward: () => go("forward") });
  useEffect(() => {
    const act = (event: Event, way: Way | undefined) => {
      if (!way) return;
      event.preventDefault();
      go(way);
    };
    const onMouse = (event: MouseEvent) => act(event, MOUSE[event.button]);
    const onKey = (event: KeyboardEvent) => act(event, OWN[event.key]);
    window.addEventListener("mouseup", onMouse, true);
    window.addEventListener("keydown", onKey, true);
    return () => {
      window.removeEventListener("mouseup", onMouse, true);
      window.removeEventListener("keydown", onKey, true);
    };
  }, [go]);
}
