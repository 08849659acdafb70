import { act, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Table } from "../src/components/Table";
import { ends } from "./setup";

const rows = Array.from({ length: 250 }, (_, at) => `row ${at}`);
const columns = [{ id: "name", title: "Name", show: (row: string) => row }];
const table = (some: string[]) => (
  <Table label="Rows" columns={columns} rows={some} idOf={(row) => row} testId="row" atOnce={100} />
);
const drawn = () => screen.queryAllByTestId("row").length;

it("draws the rest of a long list as its end comes near", () => {
  const { rerender } = render(table(rows));
  const seen = [drawn()];
  while (ends.length > 0) {
    act(() => ends[0]());
    seen.push(drawn());
  }
  expect(seen).toEqual([100, 200, 250]);
  rerender(table(rows.slice(0, 3)));
  expect(drawn()).toBe(3);
});
