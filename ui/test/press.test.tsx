import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Change } from "../src/api/types";
import { Button } from "../src/components/Button";
import { open } from "./journey";
import { confirmRun, pressable, show } from "./render";

describe("a button", () => {
  it("does what it said when the press began, though it is not ready at its end", async () => {
    const run = vi.fn();
    const button = (stores: number) => (
      <Button testId="run" unready={stores === 36} onPress={() => run(stores)}>
        {stores}
      </Button>
    );
    const { rerender } = show(button(37));
    const target = screen.getByTestId("run");
    const hand = userEvent.setup();
    await hand.pointer({ keys: "[MouseLeft>]", target });
    rerender(button(36));
    expect(target.getAttribute("aria-disabled")).toBe("true");
    await hand.pointer({ keys: "[/MouseLeft]", target });
    expect(run.mock.calls).toEqual([[37]]);
    await userEvent.click(target);
    expect(run, "and takes no other meanwhile").toHaveBeenCalledOnce();
  });

  it("keeps the focus while it is not ready and while its act is under way", async () => {
    const act = vi.fn();
    const button = (more: { busy?: boolean; unready?: boolean }) => (
      <Button testId="run" onPress={act} {...more}>
        Run
      </Button>
    );
    const { rerender } = show(button({}));
    await userEvent.tab();
    for (const more of [{ busy: true }, { unready: true }]) {
      rerender(button(more));
      expect(document.activeElement).toBe(screen.getByTestId("run"));
      expect(screen.getByTestId("run").getAttribute("aria-disabled")).toBe("true");
      await userEvent.keyboard("{Enter} ");
      await userEvent.click(screen.getByTestId("run"));
      expect(act).not.toHaveBeenCalled();
    }
    rerender(button({}));
    await userEvent.keyboard("{Enter}");
    expect(act).toHaveBeenCalledOnce();
  });
});

describe("the press that runs a plan", () => {
  /** The window with a choice, whose plan is answered only when it is let go. */
  async function chosen() {
    const provision = vi.fn();
    let held: Promise<void> | null = null;
    let release = () => {};
    let tell: (change: Change) => void = () => {};
    open({}, (platform) => ({
      onChange: (callback) => {
        tell = callback;
        return platform.onChange(callback);
      },
      plan: async (request) => {
        await held;
        return platform.plan(request);
      },
      provision: async (request, seen) => {
        provision(request, seen);
        return platform.provision(request, seen);
      },
    }));
    await userEvent.click((await screen.findAllByTestId("merchant-row"))[0]);
    await userEvent.click(await screen.findByTestId("tree-check-all"));
    await pressable("plan-run");
    const hold = () => {
      held = new Promise((resolve) => {
        release = resolve;
      });
    };
    return { provision, hold, release: () => release(), tell: (change: Change) => act(() => tell(change)) };
  }

  it("is taken while the same plan is read again, and runs the plan that was shown", async () => {
    const { provision, hold, release, tell } = await chosen();
    const said = screen.getByTestId("plan-run").textContent;
    hold();
    tell({ tag: "webhooks" });
    await new Promise((resolve) => setTimeout(resolve, 120));
    await userEvent.click(screen.getByTestId("plan-run"));
    await confirmRun();
    await waitFor(() => expect(provision).toHaveBeenCalledOnce());
    const [request, seen] = provision.mock.calls[0];
    const [[from, to]] = request.source.selection.ranges;
    expect(said).toContain(String(JSON.parse(seen).length));
    expect(to).toBeGreaterThan(from);
    release();
    await screen.findByTestId("operation-panel");
  });

  it("is not taken, visibly, while the plan shown is that of another choice; the focus stays", async () => {
    const { provision, hold, release } = await chosen();
    hold();
    await userEvent.click(screen.getByTestId("option-pingActive"));
    const run = screen.getByTestId("plan-run");
    await waitFor(() => expect(run.getAttribute("aria-disabled")).toBe("true"));
    run.focus();
    expect(document.activeElement).toBe(run);
    await userEvent.keyboard("{Enter}");
    release();
    await pressable("plan-run");
    expect(provision).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(run);
    await userEvent.keyboard("{Enter}");
    await confirmRun();
    await waitFor(() => expect(provision).toHaveBeenCalledOnce());
    expect(provision.mock.calls[0][0].flags.pingActive).toBe(true);
  });
});
