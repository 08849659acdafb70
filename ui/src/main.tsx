import "./look/tokens.css";
import "./look/base.css";
import { createRoot } from "react-dom/client";
import { Root } from "./frame/Root";
import { platform } from "./platform";

createRoot(document.getElementById("root") as HTMLElement).render(<Root platform={platform} />);
