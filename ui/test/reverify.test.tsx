import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));
const report = (checked: number, toApply: number) => ({ checked, toApply, duplicates: 0, rejected: checked - toApply });

describe("rejected deliveries", () => {
  it("are verified again since a day, step by step, with what came of it", async () => {
    let goOn = () => {};
    const wait = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const steps = vi.fn(async (_since: number | null, after: number) => {
      if (after === 0) return { report: report(200, 150), after: 250, left: 100 };
      await wait;
      return { report: report(100, 0), after: 400, left: 0 };
    });
    open({}, () => ({ reverifyStep: steps }));
    await click("nav-deliveries");
    await click("deliveries-reverify");
    await click("reverify-period");
    await userEvent.click(await screen.findByRole("option", { name: "Today" }));
    await click("reverify-go");
    await waitFor(() => expect(screen.getByTestId("reverify-progress").getAttribute("aria-valuenow")).toBe("200"));
    expect(screen.getByTestId("reverify-progress").getAttribute("aria-valuemax")).toBe("300");
    goOn();
    await waitFor(() => expect(screen.getByTestId("reverify-result").textContent).toContain("300 of 300"));
    const result = (await find("reverify-result")).textContent;
    expect(result).toContain("150 verified and applied");
    expect(result).toContain("150 still rejected");
    expect(screen.queryByTestId("reverify-progress")).toBeNull();
    expect(steps.mock.calls.map(([, after]) => after)).toEqual([0, 250]);
    const midnight = new Date();
    midnight.setHours(0, 0, 0, 0);
    expect(steps.mock.calls[0][0]).toBe(midnight.getTime());
  });

  it("that are none say so, and a stop ends after the step", async () => {
    const nothing = { report: report(0, 0), after: 0, left: 0 };
    const steps = vi.fn(async () => nothing);
    open({}, () => ({ reverifyStep: steps }));
    await click("nav-deliveries");
    await click("deliveries-reverify");
    await click("reverify-go");
    await waitFor(() => expect(screen.getByTestId("reverify-result").textContent).toContain("No rejected delivery"));
    let answer = () => {};
    steps.mockImplementationOnce(async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return { report: report(1, 0), after: 1, left: 1 };
    });
    await click("reverify-go");
    await waitFor(() => expect(screen.getByTestId("reverify-close").textContent).toBe("Stop"));
    await click("reverify-close");
    answer();
    await waitFor(() => expect(screen.getByTestId("reverify-close").textContent).toBe("Close"));
    expect(steps).toHaveBeenCalledTimes(2);
    expect(screen.getByTestId("reverify-result").textContent).toContain("1 of 2");
  });

  it("whose body was removed say that, and not that it was empty", async () => {
    const digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    open({}, (platform) => ({
      delivery: async (id) => ({ ...(await platform.delivery(id)), headers: [], body: "", digest }),
    }));
    await click("nav-deliveries");
    await userEvent.click((await screen.findAllByTestId("delivery-row"))[0]);
    const removed = (await find("delivery-removed")).textContent;
    expect(removed).toContain("were removed");
    expect(removed).toContain(digest);
    expect(screen.queryByTestId("delivery-examine")).toBeNull();
    expect(screen.queryByTestId("delivery-reverify")).toBeNull();
  });
});
