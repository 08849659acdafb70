import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";
import { letters } from "../src/features/import/letters";
import { open } from "./journey";
import { pressable } from "./render";

const find = (id: string) => screen.findByTestId(id);
const click = async (id: string) => userEvent.click(await find(id));

async function accessible() {
  const rules = { "color-contrast": { enabled: false }, region: { enabled: false } };
  const { violations } = await axe.run(document.body, { rules });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`)).toEqual([]);
}

async function dialog(text: (ids: string[]) => string) {
  const provision = vi.fn();
  const shell = open({}, (platform) => ({
    provision: async (request, seen) => {
      provision(request);
      return platform.provision(request, seen);
    },
  }));
  const { ids, state } = await shell.stores("m1");
  const free = Array.from({ length: ids.length }, (_, row) => ids.of(row)).filter((_, row) => state[row] === 0);
  await userEvent.click((await screen.findAllByTestId("merchant-row"))[0]);
  await click("merchant-more");
  await click("merchant-import");
  await find("import-choose");
  await accessible();
  const input = document.querySelector<HTMLInputElement>("input[type=file]") as HTMLInputElement;
  await userEvent.upload(input, new File([text(free)], "tiendas.csv", { type: "text/csv" }));
  await find("import-facts");
  return { free, provision };
}

describe("importing a file", () => {
  it("shows columns, verdicts and a plan of exactly the ready rows", async () => {
    const { free, provision } = await dialog(
      ([a, b]) => `Tienda;Nombre\n${a};Uno\nnobody;Dos\n${b};Tres\n${a};Uno otra vez`,
    );
    expect((await find("import-facts")).textContent).toBe("tiendas.csv: 4 rows, Windows-1252, semicolons");
    expect(await find("import-encoding")).toBeTruthy();
    await accessible();
    await click("import-next");
    expect((await find("import-summary")).textContent).toBe("2 rows can be sent, 2 cannot.");
    await waitFor(() => expect(screen.getAllByTestId("verdict-row")).toHaveLength(4));
    await accessible();
    await click("verdict-duplicate");
    await waitFor(() => expect(screen.getAllByTestId("verdict-row")).toHaveLength(1));
    expect((await find("verdict-row")).textContent).toContain("Duplicate of row 2");
    await click("import-save-refused");
    expect((await find("saved")).textContent).toContain("tiendas-refused.csv");
    await click("import-next");
    await accessible();
    await click("import-plan-0");
    await waitFor(() => expect(screen.getByTestId("plan-stores").textContent).toBe("2"));
    expect(screen.queryByTestId("option-pingActive")).toBeNull();
    await pressable("plan-run");
    await click("plan-run");
    await waitFor(() => expect(provision).toHaveBeenCalledOnce());
    expect(provision.mock.calls[0][0].source).toEqual({ kind: "import", import: "file", group: 0 });
    expect(free.length).toBeGreaterThan(2);
  });

  it("does not go on without a column for the id, or without a row that can be sent", async () => {
    await dialog(() => "Tienda;Nombre\nnobody;Uno");
    await click("column-id");
    await userEvent.click(screen.getByRole("option", { name: "Not in the file" }));
    await waitFor(() => expect((screen.getByTestId("import-next") as HTMLButtonElement).disabled).toBe(true));
    await click("column-id");
    await userEvent.click(screen.getByRole("option", { name: "A · Tienda" }));
    await waitFor(() => expect((screen.getByTestId("import-next") as HTMLButtonElement).disabled).toBe(false));
    await click("import-next");
    await find("import-summary");
    expect((await find("import-next")).hasAttribute("disabled")).toBe(true);
  });

  it("takes ids that a spreadsheet changed once a person presses, and not before", async () => {
    const { provision, free } = await dialog(([a, b]) => `Tienda;Nombre\n${a}.0;\n${b}.0;`);
    await click("import-next");
    expect((await find("import-summary")).textContent).toBe("0 rows can be sent, 2 cannot.");
    const rows = () => screen.getAllByTestId("verdict-row").map((row) => row.textContent ?? "");
    await waitFor(() => expect(rows()[0]).toContain(`it probably was ${free[0]}`));
    expect((await find("import-next")).hasAttribute("disabled")).toBe(true);
    await accessible();
    await click("import-accept-changed");
    await waitFor(() => expect(screen.getByTestId("import-summary").textContent).toBe("2 rows can be sent, 0 cannot."));
    await find("import-undo-changed");
    await click("import-next");
    await click("import-plan-0");
    await waitFor(() => expect(screen.getByTestId("plan-stores").textContent).toBe("2"));
    expect(provision).not.toHaveBeenCalled();
  });

  it("stops a file whose names are those of other stores, until the columns are others", async () => {
    await dialog(([a, b]) => `Tienda;Nombre\n${a};otra tienda\n${b};otra tienda`);
    expect((await find("import-contradiction")).textContent).toContain("In 2 of 2 rows");
    await click("import-next");
    await find("import-contradiction");
    expect((await find("import-summary")).textContent).toBe("0 rows can be sent, 2 cannot.");
    expect((await find("import-next")).hasAttribute("disabled")).toBe(true);
    await userEvent.click(within(screen.getByTestId("import-dialog")).getByRole("button", { name: "Back" }));
    await click("column-name");
    await userEvent.click(screen.getByRole("option", { name: "Not in the file" }));
    await waitFor(() => expect(screen.queryByTestId("import-contradiction")).toBeNull());
  });

  it("names columns as spreadsheets do", () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(letters)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
  });
});
