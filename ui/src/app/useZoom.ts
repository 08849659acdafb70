import { usePreferences } from "../navigation/preferences";
import { useCommands } from "../navigation/useCommands";

/** Sizes in per cent, as browsers step through them. */
const STEPS = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];
const USUAL = 100;

/** `Ctrl` with `+`, `-` and `0` draws the window larger, smaller and as usual; the shell does it, and it is kept. */
export function useZoom(): void {
  const { zoom, choose } = usePreferences();
  useCommands({
    larger: () => choose({ zoom: STEPS.find((step) => step > zoom) ?? zoom }),
    smaller: () => choose({ zoom: STEPS.findLast((step) => step < zoom) ?? zoom }),
    usual: () => choose({ zoom: USUAL }),
  });
}
