import {
  Table as Aria,
  Cell,
  Collection,
  Column,
  Row,
  type Selection,
  type SortDescriptor,
  TableBody,
  TableHeader,
} from "react-aria-components";
import { Icon } from "./Icon";
import css from "./MarkTable.module.css";
import { RowCheck } from "./RowCheck";
import { type ColumnOf, cellLook } from "./Table";
import table from "./Table.module.css";
import { useDrawn } from "./useDrawn";
import { useSmall } from "./useNarrow";

export type SortedBy<S extends string> = { by: S; falling: boolean };
type Props<R, S extends string> = {
  label: string;
  /** A column that can be sorted by has its name among `sorts`. */
  columns: ColumnOf<R>[];
  sorts: readonly S[];
  sort: SortedBy<S>;
  onSort(sort: SortedBy<S>): void;
  rows: R[];
  idOf(row: R): string;
  marked: ReadonlySet<string>;
  onMark(marked: ReadonlySet<string>): void;
  onOpen(row: R): void;
  testId: string;
};

/** Rows that are drawn at once. */
const AT_ONCE = 120;

/** A list with columns that is sorted by its heads, and of which many rows are chosen for one act. Enter or a click opens a row. */
export function MarkTable<R, S extends string>({ label, columns: all, rows, idOf, ...rest }: Props<R, S>) {
  const { sorts, sort, onSort, marked, onMark, onOpen, testId } = rest;
  const small = useSmall();
  const columns = small ? all.filter(({ minor }) => !minor) : all;
  const { drawn, end } = useDrawn(rows, AT_ONCE);
  const mark = (keys: Selection) => onMark(new Set(keys === "all" ? rows.map(idOf) : [...keys].map(String)));
  const sortBy = ({ column, direction }: SortDescriptor) =>
    onSort({ by: column as S, falling: direction === "descending" });
  const canSort = (id: string) => (sorts as readonly string[]).includes(id);
  return (
    <div className={table.scroll}>
      <Aria
        aria-label={label}
        className={table.table}
        selectionMode="multiple"
        selectionBehavior="toggle"
        selectedKeys={marked}
        onSelectionChange={mark}
        onRowAction={(key) => {
          const row = rows.find((one) => idOf(one) === key);
          if (row) onOpen(row);
        }}
        sortDescriptor={{ column: sort.by, direction: sort.falling ? "descending" : "ascending" }}
        onSortChange={sortBy}
      >
        <TableHeader className={table.header}>
          <Column className={css.mark}>
            <RowCheck />
          </Column>
          <Collection items={columns}>
            {(column) => (
              <Column
                id={column.id}
                isRowHeader={column.id === columns[0]?.id}
                allowsSorting={canSort(column.id)}
                className={`${css.head} ${column.end ? table.end : ""}`}
                style={{ width: column.width }}
              >
                {({ sortDirection }) => (
                  <span className={css.title}>
                    {column.title}
                    {sortDirection && (
                      <span className={css.arrow} data-falling={sortDirection === "descending" || undefined}>
                        <Icon name="down" size={12} />
                      </span>
                    )}
                  </span>
                )}
              </Column>
            )}
          </Collection>
        </TableHeader>
        <TableBody>
          {drawn.map((row) => (
            <Row
              key={idOf(row)}
              id={idOf(row)}
              className={`${table.row} ${table.opens}`}
              data-testid={testId}
              data-id={idOf(row)}
            >
              <Cell className={css.mark}>
                <RowCheck />
              </Cell>
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
