import { useQueries } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { ImportVerdict, RowVerdict } from "../../api/types";
import { State } from "../../components/State";
import { ROW } from "../../components/wire";
import { useWords } from "../../i18n";
import { importRowsQuery } from "../../queries/merchantQueries";
import css from "./VerdictList.module.css";

const LINE = 32;
const PAGE = 200;

/** Verdicts whose words are more than "word: what it is about". */
const ABOUT: Partial<Record<RowVerdict, "import.duplicate" | "import.changedTo">> = {
  duplicate: "import.duplicate",
  id_changed: "import.changedTo",
};

type Props = { file: string; stamp: number; only: RowVerdict | null; total: number };

/** The rows in view and no others: what is read from the core and what is in the page. */
export function VerdictList({ file, stamp, only, total }: Props) {
  const { t, number } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 10,
    initialRect: { width: 800, height: 400 },
  });
  const items = virtual.getVirtualItems();
  const pages = [...new Set(items.map((item) => Math.floor(item.index / PAGE)))];
  const read = useQueries({
    queries: pages.map((page) => importRowsQuery(file, stamp, only, page, PAGE)),
  });
  const rowAt = (index: number): ImportVerdict | undefined =>
    read[pages.indexOf(Math.floor(index / PAGE))]?.data?.rows[index % PAGE];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the keyboard
    <div ref={scroller} className={css.list} role="table" tabIndex={0} aria-rowcount={total + 1} data-testid="verdicts">
      <div className={`${css.row} ${css.head}`} role="row">
        {(["line", "store", "name", "verdict"] as const).map((column) => (
          <span key={column} role="columnheader">
            {t(`import.column.${column}`)}
          </span>
        ))}
      </div>
      <div role="rowgroup" className={css.body} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rowAt(item.index);
          if (!row) return null;
          const { tone, icon, word } = ROW[row.verdict];
          const about = row.about ?? "";
          const of = ABOUT[row.verdict] ?? "import.about";
          const why = about ? t(of, { word: t(word), about }) : t(word);
          return (
            <div
              key={item.index}
              className={`${css.row} ${css.line}`}
              role="row"
              aria-rowindex={item.index + 2}
              style={{ transform: `translateY(${item.start}px)` }}
              data-testid="verdict-row"
              data-verdict={row.verdict}
            >
              <span role="cell" className={css.number}>
                {number(row.line)}
              </span>
              <span role="cell" className={css.mono} title={row.store}>
                {row.store}
              </span>
              <span role="cell" title={row.name}>
                {row.name}
              </span>
              <span role="cell">
                <State tone={tone} icon={icon} word={why} />
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
