import { useEffect, useRef } from "react";
import { usePlaces } from "../navigation/places";
import { isTyping } from "../navigation/shortcuts";
import { useGoToPlace } from "../navigation/useGoToPlace";

const FIRST = "g";
/** How long the second letter may take. */
const WAIT_MS = 1500;

/** `G` and then a place's letter go there, from anywhere that is not typed into. */
export function useLetters(): void {
  const go = useGoToPlace();
  const places = usePlaces();
  const latest = useRef({ go, places });
  latest.current = { go, places };
  useEffect(() => {
    let began = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      const plain = !(event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing);
      if (!plain || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const waiting = event.timeStamp - began < WAIT_MS;
      began = key === FIRST && !waiting ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const place = waiting && latest.current.places.find(({ letter }) => letter === key);
      if (!place) return;
      // The list that has the focus would look for a row that begins with it.
      event.preventDefault();
      event.stopPropagation();
      latest.current.go(place.path);
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, []);
}
