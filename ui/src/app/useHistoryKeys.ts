import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

const MOUSE: Record<number, "back" | "forward"> = { 3: "back", 4: "forward" };

/** Where a key leads: Alt and an arrow, Ctrl or Cmd and a bracket, or a keyboard's own keys for it. */
function wayOf({ key, altKey, metaKey, ctrlKey, shiftKey }: KeyboardEvent): "back" | "forward" | null {
  if (key === "BrowserBack" || key === "GoBack") return "back";
  if (key === "BrowserForward" || key === "GoForward") return "forward";
  if (shiftKey) return null;
  const command = ctrlKey || metaKey;
  if (altKey && !command) return key === "ArrowLeft" ? "back" : key === "ArrowRight" ? "forward" : null;
  if (command && !altKey) return key === "[" ? "back" : key === "]" ? "forward" : null;
  return null;
}

/** Back and forward through the places, by the keyboard and by the side buttons of a mouse. */
export function useHistoryKeys(): void {
  const { history } = useRouter();
  useEffect(() => {
    const go = (way: "back" | "forward", event: Event) => {
      event.preventDefault();
      // A dialog asks about the place that it lies over.
      if (document.querySelector("[aria-modal=true],[role=dialog],[role=alertdialog]")) return;
      history[way]();
    };
    const onKey = (event: KeyboardEvent) => {
      const way = wayOf(event);
      if (way) go(way, event);
    };
    const onMouse = (event: MouseEvent) => {
      const way = MOUSE[event.button];
      if (way) go(way, event);
    };
    window.addEventListener("keydown", onKey, true);
    window.addEventListener("mouseup", onMouse, true);
    return () => {
      window.removeEventListener("keydown", onKey, true);
      window.removeEventListener("mouseup", onMouse, true);
    };
  }, [history]);
}
