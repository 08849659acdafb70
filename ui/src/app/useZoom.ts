import { usePreferences } from "../navigation/preferences";
import { useCommands } from "../navigation/useCommands";
import { USUAL_ZOOM, ZOOM_STEPS } from "../navigation/zoom";

/** `Ctrl` with `+`, `-` and `0` draws the window larger, smaller and as usual; the shell does it, and it is kept. */
export function useZoom(): void {
  const { zoom, choose } = usePreferences();
  useCommands({
    larger: () => choose({ zoom: ZOOM_STEPS.find((step) => step > zoom) ?? zoom }),
    smaller: () => choose({ zoom: ZOOM_STEPS.findLast((step) => step < zoom) ?? zoom }),
    usual: () => choose({ zoom: USUAL_ZOOM }),
  });
}
