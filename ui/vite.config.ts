import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { words } from "./words.plugin.ts";

export default defineConfig(({ mode }) => ({
  plugins: [
    react(),
    words(),
    {
      // The look without a shell: `vite --mode fake`. The production build never sees dev/.
      name: "gangway-fake-entry",
      transformIndexHtml: {
        order: "pre",
        handler: (html) => (mode === "fake" ? html.replace("/src/main.tsx", "/dev/main.tsx") : html),
      },
    },
  ],
  server: { port: 5173, strictPort: true, fs: { allow: [".", "../locales"] } },
  // Everything stays a file of its own: the content security policy knows no data: fonts.
  build: { target: "es2022", assetsInlineLimit: 0, chunkSizeWarningLimit: 1400 },
  test: {
    environment: "happy-dom",
    environmentOptions: { happyDOM: { width: 1280, height: 800 } },
    env: { DEBUG_PRINT_LIMIT: "0" },
    include: ["test/**/*.test.{ts,tsx}"],
    testTimeout: 60_000,
    // All cores: one is left alone otherwise, which is half of two.
    maxWorkers: "100%",
    setupFiles: ["test/setup.ts"],
    benchmark: { include: ["test/**/*.bench.ts"] },
  },
}));
