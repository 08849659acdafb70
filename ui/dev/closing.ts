import type { Platform } from "../src/api";

/** The program around the window, pretended: nothing is closed here. */
export function closingParts(): Pick<
  Platform,
  "quit" | "startsAtLogin" | "startAtLogin" | "saveDiagnostics" | "diagnosticsText"
> {
  let atLogin = false;
  return {
    saveDiagnostics: async () => ({
      id: 9,
      folder: "~/Downloads",
      name: "gangway-diagnostics-sandbox-2026-11-29.json",
    }),
    diagnosticsText: async () => "{}",
    quit: async () => undefined,
    startsAtLogin: async () => atLogin,
    startAtLogin: async (wanted) => {
      atLogin = wanted;
      return null;
    },
  };
}
