import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { PlanView } from "../src/api/types";
import { batchWords } from "../src/features/plan/batches";
import { PlanPanel } from "../src/features/plan/PlanPanel";
import { DEFAULT_FLAGS } from "../src/features/plan/PlanSide";
import { show, takesPress } from "./render";

const RULE = { rule: "only_not_integrated", answer: "409", source: "Rappi, Self-Onboarding, Step 2" } as const;
const PLAN: PlanView = {
  stores: 37,
  batches: [20, 17],
  waves: 1,
  integration: "pos-co-01",
  leftOut: [
    { store: "22", name: "Zona Rosa", reason: "already_ours", ...RULE },
    { store: "42", name: "Vila Mariana", reason: "other_integration", ...RULE },
  ],
  leftOutTotal: 9,
  seconds: 90,
  webhookReady: true,
  fingerprint: "1f",
};

function start(more: Partial<Parameters<typeof PlanPanel>[0]> = {}, language: "en" | "es" = "en") {
  const calls = {
    onRun: vi.fn(),
    onRegister: vi.fn(),
    onFlags: vi.fn(),
    onIntegration: vi.fn(),
    onStep: vi.fn(),
    onMode: vi.fn(),
    onHold: vi.fn(),
    onRepeat: vi.fn(),
  };
  show(
    <PlanPanel
      environment={{ name: "co-live", kind: "production" }}
      mode="provision"
      hold="0"
      repeat
      plan={PLAN}
      settled
      failure={null}
      integrations={["pos-co-01"]}
      integration="pos-co-01"
      flags={DEFAULT_FLAGS}
      busy={false}
      registering={false}
      again={null}
      {...calls}
      {...more}
    />,
    language,
  );
  return calls;
}

const run = () => screen.getByTestId("plan-run") as HTMLButtonElement;

describe("the plan panel", () => {
  it("releases many stores only after their number was typed", async () => {
    const { onRun } = start({ mode: "deprovision", plan: { ...PLAN, waves: 2 } });
    expect(screen.getByTestId("plan-panel").textContent).toContain("children first, in 2 waves");
    expect(screen.queryByTestId("option-pingActive")).toBeNull();
    await userEvent.click(run());
    const confirm = screen.getByTestId("release-confirm") as HTMLButtonElement;
    expect(takesPress("release-confirm")).toBe(false);
    await userEvent.type(screen.getByTestId("release-number"), "36");
    expect(takesPress("release-confirm")).toBe(false);
    await userEvent.clear(screen.getByTestId("release-number"));
    await userEvent.type(screen.getByTestId("release-number"), "37");
    expect(onRun).not.toHaveBeenCalled();
    await userEvent.click(confirm);
    expect(onRun).toHaveBeenCalledOnce();
  });

  it("releases a few stores without a question", async () => {
    const { onRun } = start({ mode: "deprovision", plan: { ...PLAN, stores: 20, batches: [20] } });
    await userEvent.click(run());
    expect(onRun).toHaveBeenCalledOnce();
  });

  it("asks before many stores are provisioned, with all that is about to happen", async () => {
    const { onRun } = start();
    await userEvent.click(run());
    expect(onRun).not.toHaveBeenCalled();
    const text = screen.getByTestId("run-dialog").textContent ?? "";
    for (const fact of ["37 stores", "co-live · Production", "pos-co-01", "2 (20 + 17)", "starts inactive", "1 min"])
      expect(text.toLowerCase()).toContain(fact.toLowerCase());
    await userEvent.click(screen.getByTestId("run-confirm"));
    expect(onRun).toHaveBeenCalledOnce();
  });

  it.each([
    ["a few that start active in production", 3, "production", "ACTIVE", true],
    ["a few that start active in the sandbox", 3, "sandbox", "ACTIVE", false],
    ["a few that start inactive in production", 20, "production", "INACTIVE", false],
    ["many in the sandbox", 21, "sandbox", "INACTIVE", true],
  ] as const)("asks or does not: %s", async (_, stores, kind, status, asked) => {
    const flags = { ...DEFAULT_FLAGS, status };
    const { onRun } = start({ plan: { ...PLAN, stores, batches: [stores] }, environment: { name: "co", kind }, flags });
    await userEvent.click(run());
    expect(screen.queryByTestId("run-dialog") !== null).toBe(asked);
    expect(onRun).toHaveBeenCalledTimes(asked ? 0 : 1);
  });

  it("says what will be sent and what not", async () => {
    const { onRun } = start();
    const text = screen.getByTestId("plan-panel").textContent ?? "";
    expect(text).toContain("2 (20 + 17)");
    expect(text).toContain("Zona Rosaalready ours");
    expect(text).toContain("and 7 more");
    expect(run().textContent).toBe("Provision 37 stores in 2 batches");
    expect(onRun).not.toHaveBeenCalled();
  });

  it("says it in Spanish", () => {
    start({}, "es");
    expect(run().textContent).toBe("Integrar 37 tiendas en 2 lotes");
  });

  it("starts with the document's defaults", () => {
    start();
    const [repeat, ...flags] = (screen.getAllByRole("switch") as HTMLInputElement[]).reverse();
    expect([repeat.checked, flags.map((flag) => flag.checked)]).toEqual([true, [false, false, false]]);
    expect((screen.getByRole("radio", { name: "Inactive" }) as HTMLInputElement).checked).toBe(true);
  });

  it("changes one flag and leaves the others", async () => {
    const { onFlags } = start();
    await userEvent.click(screen.getByRole("switch", { name: "Get-menu events" }));
    expect(onFlags).toHaveBeenCalledWith({ ...DEFAULT_FLAGS, getMenuActive: true });
  });

  it("does not run without the webhook, and offers to register it", async () => {
    const { onRegister } = start({ plan: { ...PLAN, webhookReady: false } });
    expect(takesPress("plan-run")).toBe(false);
    await userEvent.click(screen.getByTestId("plan-register"));
    expect(onRegister).toHaveBeenCalledOnce();
  });

  it("does not run the plan of another selection, nor an empty one", () => {
    start({ settled: false });
    expect(takesPress("plan-run")).toBe(false);
  });

  it("is empty until stores are chosen", () => {
    start({ plan: null });
    expect(takesPress("plan-run")).toBe(false);
    expect(run().textContent).toBe("No stores to provision");
  });
});

describe("batches in words", () => {
  const check = (sizes: number[], expected: string) => expect(batchWords(sizes, String)).toBe(expected);
  it("are short, however many there are", () => {
    check([], "0");
    check([5], "1");
    check([20, 17], "2 (20 + 17)");
    check([20, 20, 20, 7], "4 (3 × 20 + 7)");
    check(
      Array.from({ length: 500 }, () => 20),
      "500 (500 × 20)",
    );
  });
});
