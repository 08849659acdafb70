import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Button } from "../../components/Button";
import menu from "../../components/Menu.module.css";
import { useWords } from "../../i18n";
import { DUE_IN, type DueIn, dueIn } from "./due";

type Props = { label: string; onDue(dueAt: number | null): void; testId: string };

/** By when. */
export function DueMenu({ label, onDue, testId }: Props) {
  const { t } = useWords();
  return (
    <MenuTrigger>
      <Button testId={testId}>{label}</Button>
      <Popover className={menu.popover}>
        <Menu
          className={menu.menu}
          aria-label={t("queue.due")}
          onAction={(key) => onDue(key === "none" ? null : dueIn(key as DueIn, Date.now()))}
        >
          {[...DUE_IN, "none" as const].map((id) => (
            <MenuItem key={id} id={id} className={menu.item} data-testid={`${testId}-${id}`}>
              {t(`queue.dueIn.${id}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
