import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useNotices } from "../../data/notices";
import { usePlatform } from "../../data/platform";
import { useAct } from "../../data/useAct";
import { Button } from "../../parts/Button";
import menu from "../../parts/Menu.module.css";
import type { ExportFormat, PlanRequest } from "../../platform/types";
import { useWords } from "../../words";

const FORMATS: readonly ExportFormat[] = ["html", "csv", "json"];

/** The plan as a file, to be read and signed off before anything runs. */
export function ExportPlan({ request, disabled }: { request(): PlanRequest; disabled: boolean }) {
  const { t, language } = useWords();
  const platform = usePlatform();
  const { saved } = useNotices();
  const [save, busy] = useAct(async (format: ExportFormat) =>
    saved(await platform.exportPlan(request(), format, language), format === "html"),
  );
  return (
    <MenuTrigger>
      <Button wide isDisabled={disabled} busy={busy} testId="plan-export">
        {t("plan.export")}
      </Button>
      <Popover className={menu.popover} placement="top">
        <Menu className={menu.menu} aria-label={t("plan.export")} onAction={(key) => save(key as ExportFormat)}>
          {FORMATS.map((format) => (
            <MenuItem key={format} id={format} className={menu.item} data-testid={`plan-export-${format}`}>
              {t(`plan.export.${format}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
