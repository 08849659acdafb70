import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { ExportFormat, Saved } from "../api/types";
import { useWords } from "../i18n";
import { Button } from "./Button";
import menu from "./Menu.module.css";
import { useNotices } from "./notices/notices";
import { useAct } from "./useAct";

type Props<F extends ExportFormat> = {
  label: string;
  formats: readonly F[];
  write(format: F): Promise<Saved>;
  wide?: boolean;
  disabled?: boolean;
  testId: string;
};

/** Writes a file in one of a few forms, and says where it is. */
export function ExportMenu<F extends ExportFormat>({ label, formats, write, wide, disabled, testId }: Props<F>) {
  const { t } = useWords();
  const { saved } = useNotices();
  const [save, busy] = useAct(async (format: F) => saved(await write(format), format === "html"));
  return (
    <MenuTrigger>
      <Button wide={wide} isDisabled={disabled || busy} busy={busy} testId={testId}>
        {label}
      </Button>
      <Popover className={menu.popover}>
        <Menu className={menu.menu} aria-label={label} onAction={(key) => save(key as F)}>
          {formats.map((format) => (
            <MenuItem key={format} id={format} className={menu.item} data-testid={`${testId}-${format}`}>
              {t(`plan.export.${format}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
