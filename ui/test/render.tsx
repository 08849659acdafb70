import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactElement } from "react";
import { expect } from "vitest";
import { WordsProvider } from "../src/i18n";
import type { WindowLanguage } from "../src/i18n/languages";

export function show(element: ReactElement, language: WindowLanguage = "en") {
  return render(element, { wrapper: ({ children }) => <WordsProvider language={language}>{children}</WordsProvider> });
}

/** Whether a button takes a press: neither disabled, nor visibly not ready or busy. */
export const takesPress = (id: string) => {
  const button = screen.getByTestId(id) as HTMLButtonElement;
  return !button.disabled && button.getAttribute("aria-disabled") !== "true";
};

/** Waits until a button takes a press. */
export const pressable = (id: string) => waitFor(() => expect(takesPress(id)).toBe(true));

/** Confirms a run of many stores. */
export const confirmRun = async () => userEvent.click(await screen.findByTestId("run-confirm"));
