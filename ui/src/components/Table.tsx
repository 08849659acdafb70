import type { ReactNode } from "react";
import { Table as Aria, Cell, Column, Row, TableBody, TableHeader } from "react-aria-components";
import css from "./Table.module.css";
import { useDrawn } from "./useDrawn";
import { useSmall } from "./useNarrow";

export type ColumnOf<R> = {
  id: string;
  title: string;
  width?: string;
  show(row: R): ReactNode;
  mono?: boolean;
  end?: boolean;
  quiet?: boolean;
  /** Left out where the window is small, or drawn large. */
  minor?: boolean;
};
type Props<R> = {
  label: string;
  columns: ColumnOf<R>[];
  rows: R[];
  idOf(row: R): string | number;
  selected?: string | number | null;
  onOpen?(row: R): void;
  testId?: string;
  empty?: ReactNode;
  /** Rows that are drawn at once, where all may come together; more come as one gets near their end. */
  atOnce?: number;
};

/** How a column's cells look. */
export function cellLook({ mono, end, quiet }: Pick<ColumnOf<never>, "mono" | "end" | "quiet">): string {
  return `${mono ? css.mono : ""} ${end ? css.end : ""} ${quiet ? css.quiet : ""}`;
}

/** A list with columns: arrow keys move, Enter or a click opens. */
export function Table<R>({
  label,
  columns: all,
  rows,
  idOf,
  selected,
  onOpen,
  testId,
  empty,
  atOnce = Number.POSITIVE_INFINITY,
}: Props<R>) {
  const open = (key: string | number) => {
    const row = rows.find((one) => idOf(one) === key);
    if (row && onOpen) onOpen(row);
  };
  const small = useSmall();
  const columns = small ? all.filter(({ minor }) => !minor) : all;
  const { drawn, end } = useDrawn(rows, atOnce);
  return (
    // Where a press opens nothing, text can be marked.
    <div className={css.scroll} data-selectable={onOpen ? undefined : true}>
      <Aria
        aria-label={label}
        className={css.table}
        selectionMode={selected === undefined ? "none" : "single"}
        selectionBehavior="replace"
        selectedKeys={selected === undefined || selected === null ? [] : [selected]}
        onSelectionChange={(keys) => {
          if (selected !== undefined && keys !== "all") for (const key of keys) open(key);
        }}
        onRowAction={selected === undefined && onOpen ? open : undefined}
      >
        <TableHeader className={css.header}>
          {columns.map((column, index) => (
            <Column
              key={column.id}
              id={column.id}
              isRowHeader={index === 0}
              className={column.end ? css.end : undefined}
              style={{ width: column.width }}
            >
              {column.title}
            </Column>
          ))}
        </TableHeader>
        <TableBody renderEmptyState={() => empty ?? null}>
          {drawn.map((row) => (
            <Row
              key={idOf(row)}
              id={idOf(row)}
              className={`${css.row} ${onOpen ? css.opens : ""}`}
              data-testid={testId}
              data-id={idOf(row)}
            >
              {columns.map((column) => (
                <Cell key={column.id} className={cellLook(column)}>
                  {column.show(row)}
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </Aria>
      {end}
    </div>
  );
}
