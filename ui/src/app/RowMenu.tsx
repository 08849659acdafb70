import { useEffect, useRef, useState } from "react";
import { Keyboard, Menu, MenuItem, Popover, Text } from "react-aria-components";
import menu from "../components/Menu.module.css";
import { openRow, rowOf } from "../components/rows";
import { useWords } from "../i18n";
import { keysText } from "../navigation/shortcuts";
import css from "./RowMenu.module.css";
import { useRowCopy, useRowCopyKeys } from "./useRowCopy";

type Asked = { row: HTMLElement; x: number; y: number };

/** What can be done with a row of any list: by the right button, the menu key, or the keys that stand beside each line. */
export function RowMenu({ onCopyLink }: { onCopyLink(): void }) {
  const { t } = useWords();
  const copies = useRowCopy();
  useRowCopyKeys(copies);
  const [asked, setAsked] = useState<Asked | null>(null);
  const at = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const onMenu = (event: MouseEvent) => {
      const row = event.target instanceof Element ? rowOf(event.target) : null;
      if (!row) return;
      event.preventDefault();
      row.focus();
      const box = row.getBoundingClientRect();
      // The menu key has no place of its own.
      const byKey = event.clientX === 0 && event.clientY === 0;
      setAsked({ row, x: byKey ? box.left + 40 : event.clientX, y: byKey ? box.bottom : event.clientY });
    };
    document.addEventListener("contextmenu", onMenu);
    return () => document.removeEventListener("contextmenu", onMenu);
  }, []);
  const acts = {
    open: () => asked && openRow(asked.row),
    copyId: () => asked && copies.copyId(asked.row),
    copyRows: () => asked && copies.copyRows(asked.row),
    copyLink: onCopyLink,
  };
  const item = (id: keyof typeof acts, word: string, keys: string | null) => (
    <MenuItem id={id} textValue={word} className={`${menu.item} ${css.item}`} data-testid={`row-${id}`}>
      <Text slot="label">{word}</Text>
      {keys && <Keyboard className={css.keys}>{keys}</Keyboard>}
    </MenuItem>
  );
  return (
    <>
      <span ref={at} className={css.at} style={asked ? { left: asked.x, top: asked.y } : undefined} />
      <Popover
        className={menu.popover}
        triggerRef={at}
        isOpen={asked !== null}
        onOpenChange={(is) => !is && setAsked(null)}
        placement="bottom start"
        offset={0}
      >
        <Menu
          autoFocus="first"
          className={menu.menu}
          aria-label={t("row.menu")}
          onAction={(key) => acts[key as keyof typeof acts]()}
          onClose={() => setAsked(null)}
          data-testid="row-menu"
        >
          {item("open", t("row.open"), null)}
          {item("copyId", t("shortcut.copyId"), keysText("copyId"))}
          {item("copyRows", t("shortcut.copyRows"), keysText("copyRows"))}
          {item("copyLink", t("link.copy"), keysText("copyLink"))}
        </Menu>
      </Popover>
    </>
  );
}
