import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";
import { drifting, idsThatCan } from "../src/places/subscriptions/drift";
import { wishOf } from "../src/places/subscriptions/wish";
import { open } from "./journey";

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
    expect((await find("drift-bar")).textContent).toContain("3 subscriptions are not as meant");
    await accessible();
    await row("DELIVERY_CHANGE");
    expect((await find("subscription-state")).textContent).toContain("Ratepay has it otherwise: address.");
    await click("drift-restore");
    expect((await find("request-preview")).textContent).toContain("PUT https://api-integration.ratepay.com");
    await accessible();
    await click("decision-confirm");
    await waitFor(() =>
      expect(screen.getByTestId("drift-bar").textContent).toContain("1 subscription is not as meant"),
    );
    expect(settle).toHaveBeenCalledExactlyOnceWith("restore", ["s2", "s3"]);
  });

  it("makes one only after its address was checked and its request shown", async () => {
    const shell = open();
    const create = vi.spyOn(shell, "createSubscription");
    await click("nav-subscriptions");
    await click("subscription-new");
    await userEvent.type(await find("wish-event"), "PAYOUT");
    expect((screen.getByTestId("subscription-send") as HTMLButtonElement).disabled).toBe(true);
    await userEvent.type(await find("wish-url"), "http://a.example");
    await waitFor(() => expect(screen.getByTestId("address-report").dataset.usable).toBe("false"));
    expect((screen.getByTestId("subscription-send") as HTMLButtonElement).disabled).toBe(true);
    await userEvent.clear(await find("wish-url"));
    await userEvent.type(await find("wish-url"), "https://a.example");
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
      "PAYMENT_CHANGE to https://hooks.shop.com/ratepay: Missing remotely",
    );
    const adds = screen.getAllByTestId("matrix-add").map((cell) => cell.getAttribute("aria-label"));
    expect(adds.some((label) => label?.includes("STORE_PROVISIONING_STATUS") || label?.includes("127.0.0.1"))).toBe(
      false,
    );
    await userEvent.click(screen.getAllByTestId("matrix-add")[0]);
    const dialog = await find("subscription-dialog");
    expect((within(dialog).getByTestId("wish-url") as HTMLInputElement).value).toBe("https://hooks.shop.com/ratepay");
  });

  it("says what Rappi and Rainforest allow", async () => {
    open();
    await click("nav-subscriptions");
    expect((await find("provider-rainforest")).textContent).toContain("Rainforest's own portal");
    await row("STORE_PROVISIONING_STATUS");
    await find("subscription-register");
    expect(screen.queryByTestId("subscription-remove")).toBeNull();
  });
});

describe("a wish", () => {
  const draft = {
    event: " A ",
    target: "address",
    url: " https://a ",
    secret: "ofAddress",
    secretOf: "",
    given: "",
  } as const;
  it("is none before there is enough of it", () => {
    expect(wishOf({ ...draft, event: " " })).toBeNull();
    expect(wishOf({ ...draft, url: "" })).toBeNull();
    expect(wishOf({ ...draft, secret: "given", given: "x".repeat(63) })).toBeNull();
    expect(wishOf({ ...draft, secret: "ofRow" })).toBeNull();
  });
  it("can take the secret of another row", () => {
    expect(wishOf({ ...draft, secret: "ofRow", secretOf: "s2" })?.secret).toEqual({ kind: "ofRow", id: "s2" });
  });
  it("is trimmed, but a given secret is not", () => {
    expect(wishOf(draft)).toEqual({
      event: "A",
      target: { kind: "address", url: "https://a" },
      secret: { kind: "ofAddress" },
    });
    const given = ` ${"x".repeat(63)}`;
    expect(wishOf({ ...draft, target: "here", secret: "given", given })).toEqual({
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
