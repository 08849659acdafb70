import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { open } from "./journey";

it("shows what is around the stores while they are read, and keeps what is typed meanwhile", async () => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  open({}, (platform) => ({
    stores: async (merchant) => {
      await arrived;
      return platform.stores(merchant);
    },
  }));
  await userEvent.click((await screen.findAllByTestId("merchant-row"))[0]);
  const grid = await screen.findByTestId("tree");
  expect(grid.getAttribute("aria-busy")).toBe("true");
  expect(grid.textContent).not.toContain("No store matches");
  expect(screen.getByTestId("filter-ours").textContent).toBe("Integrated");
  const search = screen.getByTestId("tree-search");
  await userEvent.type(search.querySelector("input") ?? search, "Usaquén");
  arrive();
  await waitFor(() => expect(screen.getAllByTestId("tree-row").length).toBeGreaterThan(0));
  expect(screen.getByTestId("tree").getAttribute("aria-busy")).toBe("false");
  for (const row of screen.getAllByTestId("tree-row")) {
    if (row.getAttribute("aria-expanded") === null) expect(row.textContent).toContain("Usaquén");
  }
  expect(screen.getByTestId("filter-ours").textContent).toMatch(/^Integrated\d/);
});
