import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";
import type { Failure, Settled, SubscriptionRow } from "../src/api/types";
import { desiredOf } from "../src/features/subscriptions/desired";
import { drifting, idsForAll, idsThatCan } from "../src/features/subscriptions/drift";
import { open } from "./journey";

const FAILURE: Failure = { code: "internal", message: "no", detail: null };

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));
const enabled = (id: string) =>
  waitFor(() => expect((screen.getByTestId(id) as HTMLButtonElement).disabled).toBe(false));
const row = async (text: string) => {
  const rows = await screen.findAllByTestId("subscription-row");
  await userEvent.click(rows.find(({ textContent }) => textContent?.includes(text)) as HTMLElement);
};

async function accessible() {
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`)).toEqual(
    [],
  );
}

describe("the subscriptions", () => {
  it("shows what differs, and settles it after a preview", async () => {
    const shell = open();
    const settle = vi.spyOn(shell, "settleDrift");
    await click("nav-subscriptions");
    expect((await find("drift-bar")).textContent).toContain("3 subscriptions are out of sync");
    await accessible();
    await row("DELIVERY_CHANGE");
    expect((await find("subscription-state")).textContent).toContain("Ratepay has a different address.");
    await click("drift-restore");
    expect((await find("request-preview")).textContent).toContain("PUT https://api-integration.ratepay.com");
    await accessible();
    await click("decision-confirm");
    await waitFor(() => expect(screen.getByTestId("drift-bar").textContent).toContain("1 subscription is out of sync"));
    expect(settle).toHaveBeenCalledExactlyOnceWith("restore", ["s2", "s3"]);
  });

  it("removes by the lot only what nobody here meant", async () => {
    const { rows } = await open().subscriptions();
    expect(idsForAll(drifting(rows), "remove")).toEqual(["s4"]);
    expect(idsForAll(drifting(rows), "adopt")).toEqual(["s2", "s3", "s4"]);
  });

  it("shows how far many are, can be stopped, and says which failed and why", async () => {
    const many = Array.from({ length: 35 }, (_, at) => ({ id: `m${at}`, event: `EVENT_${at}` }));
    const asked: string[][] = [];
    const waiting: (() => void)[] = [];
    open({}, (shell) => ({
      subscriptions: async () => {
        const all = await shell.subscriptions();
        const like = all.rows.find(({ id }) => id === "s4") as SubscriptionRow;
        return { ...all, rows: many.map((one) => ({ ...like, ...one })) };
      },
      previewSettle: async (_, ids) =>
        ids.map((row) => ({ row, method: "DELETE", url: `https://r/${row}`, headers: [], body: null, warnings: [] })),
      settleDrift: (_, ids) => {
        asked.push(ids);
        const failure: Failure = { ...FAILURE, code: "bad_input", reason: "outcome_unknown" };
        const one = (id: string): Settled => ({ id, outcome: "done", failure: null });
        return new Promise((resolve) => {
          waiting.push(() =>
            resolve(ids.map((id) => (id < "m13" && id > "m1" ? { id, outcome: "failed", failure } : one(id)))),
          );
        });
      },
    }));
    await click("nav-subscriptions");
    await click("drift-remove");
    const dialog = await find("decision-dialog");
    await waitFor(() => expect(within(dialog).getAllByText("DELETE").length).toBe(20));
    await userEvent.click(screen.getByTestId("request-all"));
    expect(within(dialog).getAllByText("DELETE").length).toBe(35);
    await click("decision-confirm");
    for (const count of [1, 2]) {
      await waitFor(() => expect(asked.length).toBe(count));
      expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe(String((count - 1) * 10));
      if (count === 2) await click("decision-stop");
      await accessible();
      waiting.shift()?.();
    }
    await waitFor(() => expect(screen.getByTestId("settle-progress").textContent).toContain("15 left"));
    expect(asked.flat()).toEqual(many.slice(0, 20).map(({ id }) => id));
    expect(screen.getByTestId("settle-progress").textContent).toContain("17 done, 3 failed");
    expect(screen.getByTestId("settle-progress").textContent).toContain("15 are as they were");
    expect(screen.getAllByTestId("decision-failure").length).toBe(1);
    expect(dialog.textContent).toContain("EVENT_11 → ");
    expect(dialog.textContent).toContain("It is not known yet whether it was made.");
    expect(dialog.textContent).not.toContain("EVENT_14 → ");
  });

  it("leads from an endpoint of ours to what came in at it", async () => {
    open();
    await click("nav-subscriptions");
    await row("hooks/Vb2kQm7x9kQ");
    await click("subscription-deliveries");
    expect(((await find("deliveries-search")) as HTMLInputElement).value).toBe("Vb2kQm7x9kQ");
  });

  it("makes one only after its address was checked and its request shown", async () => {
    const shell = open();
    const create = vi.spyOn(shell, "createSubscription");
    await click("nav-subscriptions");
    await click("subscription-new");
    await userEvent.type(await find("desired-event"), "PAYOUT");
    expect((screen.getByTestId("subscription-send") as HTMLButtonElement).disabled).toBe(true);
    await userEvent.type(await find("desired-url"), "http://a.example");
    await waitFor(() => expect(screen.getByTestId("address-report").dataset.usable).toBe("false"));
    expect((screen.getByTestId("subscription-send") as HTMLButtonElement).disabled).toBe(true);
    await userEvent.clear(await find("desired-url"));
    await userEvent.type(await find("desired-url"), "https://a.example");
    await enabled("subscription-send");
    expect((await find("request-preview")).textContent).toContain('"event_type": "PAYOUT"');
    await accessible();
    await click("subscription-send");
    await waitFor(() => expect(screen.queryByTestId("subscription-dialog")).toBeNull());
    expect(create).toHaveBeenCalledExactlyOnceWith({
      event: "PAYOUT",
      target: { kind: "address", url: "https://a.example" },
      secret: { kind: "ofAddress" },
    });
    await waitFor(() => expect(screen.getByTestId("subscription-panel").textContent).toContain("https://a.example"));
  });

  it("has a matrix whose empty cells make what is missing", async () => {
    open();
    await click("nav-subscriptions");
    await click("view-matrix");
    await accessible();
    const cells = await screen.findAllByTestId("matrix-cell");
    expect(cells.map((cell) => cell.getAttribute("aria-label"))).toContain(
      "PAYMENT_CHANGE to https://hooks.shop.com/ratepay: Missing at Ratepay",
    );
    const adds = screen.getAllByTestId("matrix-add").map((cell) => cell.getAttribute("aria-label"));
    expect(adds.some((label) => label?.includes("STORE_PROVISIONING_STATUS") || label?.includes("127.0.0.1"))).toBe(
      false,
    );
    await userEvent.click(screen.getAllByTestId("matrix-add")[0]);
    const dialog = await find("subscription-dialog");
    expect((within(dialog).getByTestId("desired-url") as HTMLInputElement).value).toBe(
      "https://hooks.shop.com/ratepay",
    );
  });

  it("says what Rappi and Rainforest allow", async () => {
    open();
    await click("nav-subscriptions");
    expect((await find("provider-rainforest")).textContent).toContain("Rainforest's own portal");
    await row("STORE_PROVISIONING_STATUS");
    await find("subscription-register");
    expect(screen.queryByTestId("subscription-remove")).toBeNull();
    await click("subscription-settings");
    expect((await find("settings-receiver")).getAttribute("aria-selected")).toBe("true");
  });
});

describe("a desired", () => {
  const draft = {
    event: " A ",
    target: "address",
    url: " https://a ",
    secret: "ofAddress",
    secretOf: "",
    given: "",
  } as const;
  it("is none before there is enough of it", () => {
    expect(desiredOf({ ...draft, event: " " })).toBeNull();
    expect(desiredOf({ ...draft, url: "" })).toBeNull();
    expect(desiredOf({ ...draft, secret: "given", given: "x".repeat(63) })).toBeNull();
    expect(desiredOf({ ...draft, secret: "ofRow" })).toBeNull();
  });
  it("can take the secret of another row", () => {
    expect(desiredOf({ ...draft, secret: "ofRow", secretOf: "s2" })?.secret).toEqual({ kind: "ofRow", id: "s2" });
  });
  it("is trimmed, but a given secret is not", () => {
    expect(desiredOf(draft)).toEqual({
      event: "A",
      target: { kind: "address", url: "https://a" },
      secret: { kind: "ofAddress" },
    });
    const given = ` ${"x".repeat(63)}`;
    expect(desiredOf({ ...draft, target: "here", secret: "given", given })).toEqual({
      event: "A",
      target: { kind: "here" },
      secret: { kind: "given", secret: given },
    });
  });
});

describe("drift", () => {
  it("is Ratepay's, and nothing that is still under way", async () => {
    const { rows } = await open().subscriptions();
    expect(drifting(rows).map(({ id }) => id)).toEqual(["s2", "s3", "s4"]);
    expect(drifting(rows.map((row) => ({ ...row, underWay: true })))).toEqual([]);
    expect(idsThatCan(rows, "adopt")).toEqual(["s2", "s3", "s4"]);
    expect(idsThatCan(rows, "restore")).toEqual(["s2", "s3"]);
  });
});
