import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useWords } from "../i18n";
import { Button } from "./Button";
import menu from "./Menu.module.css";
import { SNOOZES, type Snooze, snoozeUntil } from "./snooze";
import { Tip } from "./Tip";

type Props = { onSnooze(until: number): void; testId: string; word?: string };

/** Puts something out of sight until a time. Without a word it is a sign alone. */
export function SnoozeMenu({ onSnooze, testId, word }: Props) {
  const { t } = useWords();
  return (
    <MenuTrigger>
      {word ? (
        <Button icon="clock" testId={testId}>
          {word}
        </Button>
      ) : (
        <Tip text={t("snooze.open")}>
          <Button look="ghost" icon="clock" aria-label={t("snooze.open")} testId={testId} />
        </Tip>
      )}
      <Popover className={menu.popover}>
        <Menu
          className={menu.menu}
          aria-label={t("snooze.open")}
          onAction={(key) => onSnooze(snoozeUntil(key as Snooze, Date.now()))}
        >
          {SNOOZES.map((snooze) => (
            <MenuItem key={snooze} id={snooze} className={menu.item} data-testid={`${testId}-${snooze}`}>
              {t(`snooze.${snooze}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
