import "./theme/tokens.css";
import "./theme/base.css";
import "./theme/tones.css";
import { createRoot } from "react-dom/client";
import { platform } from "./api";
import { Root } from "./app/Root";

createRoot(document.getElementById("root") as HTMLElement).render(<Root platform={platform} />);
