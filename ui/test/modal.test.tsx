import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { Modal } from "../src/components/Modal";
import { show } from "./render";

/** Its step changes by itself, without the dialog around it being drawn anew. */
function Steps() {
  const [begun, setBegun] = useState(false);
  return begun ? (
    <p>Waiting</p>
  ) : (
    <button type="button" onClick={() => setBegun(true)}>
      Begin
    </button>
  );
}

describe("a dialog", () => {
  it("keeps the keyboard when what was pressed in it goes away", async () => {
    const close = vi.fn();
    show(
      <Modal title="Authorize" open onClose={close}>
        <Steps />
      </Modal>,
    );
    await userEvent.click(screen.getByRole("button", { name: "Begin" }));
    await screen.findByText("Waiting");
    await userEvent.keyboard("{Escape}");
    expect(close).toHaveBeenCalledOnce();
  });
});
