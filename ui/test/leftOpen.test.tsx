import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { open } from "./journey";

it("says at whatever place it opens what was left open, until somebody has read it", async () => {
  open({ language: "en" }, (platform) => ({ start: async () => ({ ...(await platform.start()), leftOpen: 80 }) }));
  expect((await screen.findByTestId("left-open")).textContent).toContain("80 stores without a known outcome");
  await userEvent.click(screen.getByTestId("nav-settings"));
  await screen.findByTestId("settings-record");
  await userEvent.click(screen.getByTestId("left-open-read"));
  expect(screen.queryByTestId("left-open")).toBeNull();
});
