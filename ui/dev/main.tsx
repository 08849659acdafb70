import "../src/theme/tokens.css";
import "../src/theme/base.css";
import "../src/theme/tones.css";
import { createRoot } from "react-dom/client";
import { Root } from "../src/app/Root";
import { fakePlatform } from "./platform";

/** `?stores=100000&first&empty&locked&lang=es&theme=dark&fast` choose what is looked at. */
const asked = new URLSearchParams(location.search);

createRoot(document.getElementById("root") as HTMLElement).render(
  <Root
    platform={fakePlatform({
      stores: Number(asked.get("stores") ?? 214),
      first: asked.has("first"),
      empty: asked.has("empty"),
      locked: asked.has("locked"),
      language: asked.get("lang") === "es" ? "es" : "en",
      theme: asked.get("theme") === "dark" ? "dark" : "light",
      unregistered: asked.has("unregistered"),
      kind: asked.has("production") ? "production" : "sandbox",
      invited: asked.has("invited") ? "https://relay.acme.example/join#inv.secret" : undefined,
      now: Date.now,
    })}
  />,
);
