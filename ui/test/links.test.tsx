import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { DeliveryFacts } from "../src/api/types";
import { open } from "./journey";

const find = (id: string) => screen.findByTestId(id);

async function asked(pdfUrl: string) {
  const openDocument = vi.fn(async () => null);
  const facts: DeliveryFacts = {
    kind: "invoice",
    invoice: { invoice: "i", transaction: "t", shopTransaction: "s", paymentReference: "p", pdfUrl, emlUrl: null },
  };
  open({}, (shell) => ({
    delivery: async (id) => {
      const view = await shell.delivery(id);
      return { ...view, row: { ...view.row, provider: "ratepay" } };
    },
    deliveryFacts: async () => facts,
    openDocument,
  }));
  await userEvent.click(await find("nav-deliveries"));
  await userEvent.click((await screen.findAllByTestId("delivery-row"))[0]);
  await userEvent.click(await find("said-open-pdf"));
  return { openDocument, host: (await find("said-host")).textContent };
}

describe("a link of a delivery", () => {
  it.each([
    // A letter that looks like another one, as the core writes it.
    ["https://xn--pypal-4ve.com/x", "xn--pypal-4ve.com"],
    ["https://ratepay.com.evil.example/ratepay.com/x.pdf", "ratepay.com.evil.example"],
    ["https://pay.com:8443/x", "pay.com:8443"],
  ])("%s opens only after its whole host was shown", async (url, host) => {
    const shown = await asked(url);
    expect(shown.host).toBe(host);
    expect(shown.openDocument).not.toHaveBeenCalled();
    await userEvent.click(await find("said-ask-open"));
    await waitFor(() => expect(screen.queryByTestId("said-ask")).toBeNull());
    expect(shown.openDocument).toHaveBeenCalledExactlyOnceWith(expect.any(Number), "pdf");
  });

  it("does not open where the question is not answered", async () => {
    const { openDocument } = await asked("https://pay.com/");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("said-ask")).toBeNull());
    expect(openDocument).not.toHaveBeenCalled();
  });
});
