import { useEffect } from "react";
import { usePlatform } from "../../queries/usePlatform";

/** Often enough for a lock that counts minutes. */
const EVERY_MS = 15_000;
const ACTS = ["pointerdown", "pointermove", "keydown", "wheel"] as const;

/** Tells the shell that a person is there, where it asks for that. */
export function useUsed(asked: boolean): void {
  const platform = usePlatform();
  useEffect(() => {
    if (!asked) return;
    let told = 0;
    const used = () => {
      const now = Date.now();
      if (now - told < EVERY_MS) return;
      told = now;
      // Refused where it was locked meanwhile, which the window hears by itself.
      platform.windowUsed().catch(() => {});
    };
    for (const act of ACTS) window.addEventListener(act, used, { passive: true, capture: true });
    return () => {
      for (const act of ACTS) window.removeEventListener(act, used, { capture: true });
    };
  }, [asked, platform]);
}
