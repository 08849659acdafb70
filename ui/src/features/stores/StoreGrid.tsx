import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { useWords } from "../../i18n";
import { useRowSource } from "../../navigation/rowCopy";
import { useTree } from "../../queries/trees";
import { focusedRow, onTreeKey } from "../../tree/keys";
import type { StoreTree } from "../../tree/model";
import { Check } from "./Check";
import { checkedRows } from "./checkedRows";
import css from "./StoreGrid.module.css";
import { StoreRow } from "./StoreRow";
import { Slots } from "./slots";
import { useRovingFocus } from "./useRovingFocus";
import { useTyped } from "./useTyped";

const ROW = 32;
const HEAD = 28;
const AROUND = 12;

type Props = { tree: StoreTree; reading: boolean; onOpen(row: number): void };

/** The store tree as a treegrid: only the rows in view are in the DOM, and the one with the focus, wherever it is. */
export function StoreGrid({ tree, reading, onOpen }: Props) {
  const words = useWords();
  const { t, number } = words;
  useTree(tree);
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef(0);
  const typed = useTyped();
  const { visible } = tree;
  const focus = focusedRow(tree);
  const focusIndex = focus < 0 ? -1 : visible.position[focus];
  const virtual = useVirtualizer({
    count: visible.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: AROUND,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    initialRect: { width: 800, height: 640 },
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      if (focusIndex < 0 || indexes.includes(focusIndex)) return indexes;
      return focusIndex < indexes[0] ? [focusIndex, ...indexes] : [...indexes, focusIndex];
    },
  });
  const items = virtual.getVirtualItems();
  const [slots] = useState(() => new Slots());
  const slotOf = slots.of(items.map(({ index }) => index));
  useRowSource(scroller, () => checkedRows(tree, words));
  const roving = useRovingFocus(scroller, focus);
  const focusRow = (row: number) => {
    tree.focus(row);
    virtual.scrollToIndex(tree.visible.position[row]);
    roving.take();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 640) - HEAD) / ROW) - 1);
    const ctrl = event.ctrlKey || event.metaKey;
    const pressed = { key: event.key, shift: event.shiftKey, ctrl, page, typed: typed(event) };
    if (ctrl && event.key.toLowerCase() !== "a" && event.key !== "Home" && event.key !== "End") return;
    const act = onTreeKey(tree, anchor.current, pressed);
    if (act === null) return;
    event.preventDefault();
    if (act === "handled") {
      if (!event.shiftKey) anchor.current = focus;
      return;
    }
    if ("open" in act) return onOpen(act.open);
    if (!event.shiftKey) anchor.current = act.focus;
    focusRow(act.focus);
  };
  return (
    <div
      ref={scroller}
      className={css.grid}
      role="treegrid"
      aria-label={t("stores.label")}
      aria-rowcount={visible.rows.length + 1}
      aria-multiselectable="true"
      aria-busy={reading}
      data-testid="tree"
      {...roving.handlers}
    >
      <div className={css.head} role="rowgroup">
        <div className={css.row} role="row" aria-rowindex={1}>
          <span role="columnheader" className={css.first}>
            <Check
              tri={tree.tri(-1)}
              label={t(tree.filtered ? "stores.checkShown" : "stores.checkAll", { count: number(tree.structure.size) })}
              onToggle={() => tree.toggle(-1)}
              testId="tree-check-all"
              tabbable
            />
            {t("stores.store")}
          </span>
          <span role="columnheader" className={css.id}>
            {t("stores.id")}
          </span>
          <span role="columnheader">{t("stores.brand")}</span>
          <span role="columnheader">{t("stores.state")}</span>
        </div>
      </div>
      {visible.rows.length === 0 && !reading && (
        <div className={css.none} data-testid="tree-none">
          <p>{t("stores.none")}</p>
          <Button onPress={() => tree.showView()} testId="tree-clear">
            {t("stores.clearFilters")}
          </Button>
        </div>
      )}
      <div role="rowgroup" className={css.body} style={{ height: virtual.getTotalSize() }} onKeyDown={onKeyDown}>
        {items.map((item, at) => {
          const row = visible.rows[item.index];
          return (
            <StoreRow
              key={slotOf[at]}
              tree={tree}
              tick={tree.tick}
              row={row}
              index={item.index}
              offset={item.start - HEAD}
              focused={row === focus}
              onOpen={onOpen}
              onToggle={(extend) => {
                if (extend) tree.checkBetween(anchor.current, row);
                else {
                  anchor.current = row;
                  tree.toggle(row);
                }
                tree.focus(row);
              }}
              onPress={(extend) => {
                if (extend) tree.checkBetween(anchor.current, row);
                else anchor.current = row;
                tree.focus(row);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}
