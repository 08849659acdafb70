import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { BatchRow, OperationView } from "../src/api/types";
import { batchesToShow } from "../src/features/operations/Batches";
import { OperationPanel } from "../src/features/operations/OperationPanel";
import { show } from "./render";

const ZERO = {
  planned: 0,
  sending: 0,
  accepted: 0,
  unknown: 0,
  overdue: 0,
  confirmed: 0,
  failed: 0,
  rejected: 0,
  no_result: 0,
};
const VIEW: OperationView = {
  row: {
    id: "op-1",
    merchant: "m1",
    merchantName: "Grupo",
    kind: "provision",
    integration: "pos-co-01",
    state: "running",
    halt: null,
    startedAt: 0,
    endedAt: null,
    holdUntil: null,
    repeatsLeft: 0,
    repeated: 0,
    counts: { ...ZERO, confirmed: 17, failed: 2, unknown: 1, accepted: 5, planned: 12, total: 37 },
  },
  flags: { pingActive: false, getMenuActive: false, cancellationEvents: false, status: "INACTIVE" },
  batches: [],
  causes: [],
  secondsLeft: 19.4,
};

function start(change: Partial<OperationView["row"]> = {}, more: Partial<OperationView> = {}) {
  const act = () => ({ run: vi.fn(), busy: false });
  const acts = { stop: act(), pause: act(), resume: act(), undo: act(), begin: act() };
  const calls = {
    onStep: vi.fn(),
    onRetry: vi.fn(),
    onUnsent: vi.fn(),
    onStores: vi.fn(),
    onPlan: vi.fn(),
  };
  show(<OperationPanel view={{ ...VIEW, ...more, row: { ...VIEW.row, ...change } }} acts={acts} {...calls} />);
  return { ...calls, acts };
}

describe("the operation panel", () => {
  it("counts, and says how long it still takes", async () => {
    const { acts } = start();
    expect(screen.getByTestId("count-confirmed").textContent).toBe("17");
    expect(screen.getByTestId("count-planned").textContent).toBe("12");
    expect(screen.getByTestId("operation-left").textContent).toBe("about 20 s left");
    expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("19");
    expect(screen.getByTestId("operation-unknown").textContent).toContain(
      "Nothing is sent again until Rappi's own status is read.",
    );
    await userEvent.click(screen.getByTestId("operation-stop"));
    await userEvent.click(screen.getByTestId("operation-pause"));
    expect(acts.stop.run).toHaveBeenCalledOnce();
    expect(acts.pause.run).toHaveBeenCalledOnce();
    expect(screen.queryByTestId("operation-retry")).toBeNull();
  });

  it.each([
    [{ failed: 2 }, "Finished · 2 failed"],
    [{ failed: 1, rejected: 1, unknown: 1 }, "Finished · 2 failed · 1 unknown"],
    [{ overdue: 1 }, "Finished · 1 unknown"],
    [{}, "Finished"],
  ])("finished with %o says so", (left, said) => {
    start({ state: "finished", counts: { ...ZERO, confirmed: 35, total: 37, ...left } });
    const state = screen.getByTestId("operation-state");
    expect(state.textContent).toBe(said);
    expect(state.dataset.tone === "ok").toBe(said === "Finished");
  });

  it("leads from every number to its stores", async () => {
    const causes: OperationView["causes"] = [
      { outcome: "rejected", code: "", message: "not_owned", stores: 4, advice: "merchant_acts" },
    ];
    const { onStores } = start({ state: "finished" }, { causes });
    await userEvent.click(screen.getByTestId("count-failed"));
    await userEvent.click(screen.getByTestId("cause-rejected"));
    expect(onStores.mock.calls).toEqual([["failed"], ["rejected"]]);
  });

  it("holds, with the time left and the way back", async () => {
    const { acts } = start({ state: "holding", holdUntil: Date.now() + 42_000 });
    expect(screen.getByTestId("operation-hold").textContent).toContain("0:42");
    await userEvent.click(screen.getByTestId("operation-undo"));
    await userEvent.click(screen.getByTestId("operation-begin"));
    expect(acts.undo.run).toHaveBeenCalledOnce();
    expect(acts.begin.run).toHaveBeenCalledOnce();
  });

  it("rests until it is told to go on, and says when it does so by itself", async () => {
    const halt = { code: "sign_in_again" as const, message: "", detail: null };
    const { acts } = start({ state: "paused", halt });
    expect(screen.getByTestId("operation-panel").textContent).toContain("goes on by itself");
    expect(screen.getByTestId("operation-resume").textContent).toBe("Go on with 12 stores");
    await userEvent.click(screen.getByTestId("operation-resume"));
    await userEvent.click(screen.getByTestId("operation-stop"));
    expect(acts.resume.run).toHaveBeenCalledOnce();
    expect(acts.stop.run).toHaveBeenCalledOnce();
  });

  it("groups by cause afterwards and offers only what can be tried again", async () => {
    const causes: OperationView["causes"] = [
      { outcome: "failed", code: "424", message: "Partners is unavailable", stores: 2, advice: "retry" },
      { outcome: "failed", code: "409", message: "Store already exists", stores: 3, advice: "refresh_status" },
      { outcome: "rejected", code: "not_owned", message: "", stores: 4, advice: "merchant_acts" },
      { outcome: "unsent", code: "", message: "", stores: 12, advice: "retry" },
    ];
    const { onRetry, onUnsent } = start({ state: "stopped" }, { causes, secondsLeft: null });
    expect(screen.getByTestId("operation-summary").textContent).toContain("Store already exists");
    const said = screen.getByTestId("operation-summary").textContent;
    for (const next of [
      "Can be retried.",
      "do not send it again",
      "the merchant must act at Rappi first",
      "Was not sent",
    ])
      expect(said).toContain(next);
    expect(screen.getByTestId("operation-retry").textContent).toBe("Retry only the failed 2 stores");
    expect(screen.getByTestId("operation-unsent").textContent).toBe("Send the remaining 12");
    expect(screen.queryByTestId("operation-stop")).toBeNull();
    await userEvent.click(screen.getByTestId("operation-retry"));
    await userEvent.click(screen.getByTestId("operation-unsent"));
    expect([onRetry.mock.calls.length, onUnsent.mock.calls.length]).toEqual([1, 1]);
  });

  it("says what halted it and what to do", async () => {
    const halt = { code: "sign_in_again" as const, message: "Not a valid token", detail: null };
    const { onStep } = start({ state: "halted", halt });
    expect(screen.getByTestId("operation-halt").textContent).toContain("The merchant must authorize once more.");
    await userEvent.click(screen.getByRole("button", { name: "Authorize again" }));
    expect(onStep).toHaveBeenCalledWith("authorize");
  });
});

describe("the batches shown", () => {
  const batch = (index: number, result: BatchRow["result"]): BatchRow => ({
    index,
    batchId: null,
    stores: 20,
    sentAt: result === "not_sent" ? null : 1,
    answer: null,
    answerMs: null,
    result,
    message: null,
  });
  it("are those of unknown outcome and the latest sent, never those to come", () => {
    const all = Array.from({ length: 40 }, (_, index) =>
      batch(index, index === 2 ? "asking" : index < 20 ? "verified" : "not_sent"),
    );
    expect(batchesToShow(all).map(({ index }) => index)).toEqual([2, 15, 16, 17, 18, 19]);
  });
});
