import { render } from "@testing-library/react";
import type { ReactElement } from "react";
import type { Language } from "../src/platform/types";
import { WordsProvider } from "../src/words";

export function show(element: ReactElement, language: Language = "en") {
  return render(<WordsProvider language={language}>{element}</WordsProvider>);
}
