import { memo } from "react";
import { Icon } from "../../components/Icon";
import { State } from "../../components/State";
import { useWords } from "../../i18n";
import type { StoreTree } from "../../tree/model";
import { STORE_STATES } from "../../tree/states";
import { Check } from "./Check";
import { rowState } from "./rowState";
import css from "./StoreRow.module.css";

type Props = {
  tree: StoreTree;
  /** The tree changes in place; its tick is what tells one drawing from the next. */
  tick: number;
  row: number;
  index: number;
  offset: number;
  focused: boolean;
  onOpen(row: number): void;
  onPress(extend: boolean): void;
  onToggle(extend: boolean): void;
};

function StoreRowView({ tree, row, index, offset, focused, onOpen, onPress, onToggle }: Props) {
  const words = useWords();
  const { t } = words;
  const { columns, structure, visible } = tree;
  const parent = tree.hasChildren(row);
  const open = parent && tree.isOpen(row);
  const tri = tree.tri(row);
  const id = columns.ids.of(row);
  const name = columns.names.of(row).trim() || t("store.noName");
  const state = STORE_STATES[columns.state[row]];
  const why = tri === "none" ? t("store.cannot", { name, state: t(`store.${state}`) }) : null;
  const label = parent && tree.filtered ? t("stores.checkUnderFilter", { name }) : t("stores.check", { name });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the treegrid handles the keys
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-level={structure.depth[row] + 1}
      aria-posinset={visible.place[row]}
      aria-setsize={visible.siblings(row)}
      aria-expanded={parent ? open : undefined}
      aria-selected={tri === "on"}
      tabIndex={focused ? 0 : -1}
      className={`${css.row} ${tri === "on" ? css.on : ""} ${tree.isHit(row) ? "" : css.context}`}
      style={{ transform: `translateY(${offset}px)` }}
      data-testid="tree-row"
      data-row={row}
      data-store={id}
      data-state={state}
      onClick={(event) => {
        const part = (event.target as Element).closest("[data-part]")?.getAttribute("data-part");
        onPress(event.shiftKey);
        if (part === "twist" && parent) tree.setOpen([row], !open);
        if (part === "name" && !event.shiftKey) onOpen(row);
      }}
      onDoubleClick={() => onOpen(row)}
    >
      <span role="gridcell" className={css.name} style={{ paddingLeft: structure.depth[row] * 30 }}>
        <span aria-hidden="true" className={`${css.twist} ${open ? css.open : ""}`} data-part="twist">
          {parent && <Icon name="right" size={12} />}
        </span>
        <Check tri={tri} label={why ?? label} onToggle={onToggle} testId="tree-check" />
        <span className={css.text} title={`${name} · ${id}`} data-part="name">
          {name}
        </span>
      </span>
      <span role="gridcell" className={css.id} title={id}>
        {id}
      </span>
      <span role="gridcell" className={css.brand} title={columns.brands[columns.brand[row]]}>
        {columns.brands[columns.brand[row]]}
      </span>
      <span role="gridcell" className={css.state}>
        <State {...rowState(tree, row, words)} />
      </span>
    </div>
  );
}

export const StoreRow = memo(
  StoreRowView,
  (a, b) =>
    a.tick === b.tick && a.row === b.row && a.offset === b.offset && a.focused === b.focused && a.tree === b.tree,
);
