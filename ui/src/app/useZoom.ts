import { usePreferences } from "../navigation/preferences";
import { useCommands } from "../navigation/useCommands";
import { USUAL_ZOOM, ZOOM_STEPS } from "../navigation/zoom";

/** `Ctrl` with `+`, `-` and `0` draws the window larger, smaller and as usual; the shell does it, and it is kept. */
export function useZoom(): void {
  const { choose } = usePreferences();
  const step = (next: (zoom: number) => number | undefined) =>
    choose(({ zoom = USUAL_ZOOM }) => ({ zoom: next(zoom) ?? zoom }));
  useCommands({
    larger: () => step((zoom) => ZOOM_STEPS.find((one) => one > zoom)),
    smaller: () => step((zoom) => ZOOM_STEPS.findLast((one) => one < zoom)),
    usual: () => choose({ zoom: USUAL_ZOOM }),
  });
}
