/** Sizes of the window in per cent, as browsers step through them. */
export const ZOOM_STEPS = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];
export const USUAL_ZOOM = 100;
