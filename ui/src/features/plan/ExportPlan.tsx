import { useEffect, useRef, useState } from "react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { ExportFormat, PlanRequest, Saved } from "../../api/types";
import { Button } from "../../components/Button";
import menu from "../../components/Menu.module.css";
import { SavedNote } from "../../components/SavedNote";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import css from "./ExportPlan.module.css";

const FORMATS: readonly ExportFormat[] = ["html", "xlsx", "csv", "json"];

type Props = { request(): PlanRequest /** Which plan it is. */; stamp: string; disabled: boolean };

/** The plan as a file, to be read and signed off before anything runs. */
export function ExportPlan({ request, stamp, disabled }: Props) {
  const { t, language } = useWords();
  const platform = usePlatform();
  const [written, setWritten] = useState<{ saved: Saved; opens: boolean; stamp: string } | null>(null);
  const [save, busy] = useAct(async (format: ExportFormat) =>
    setWritten({ saved: await platform.exportPlan(request(), format, language), opens: format === "html", stamp }),
  );
  const note = useRef<HTMLDivElement>(null);
  // In a low window the note would come up behind the button that runs the plan.
  useEffect(() => {
    if (written) note.current?.scrollIntoView?.({ block: "center" });
  }, [written]);
  return (
    <>
      <div className={css.line}>
        <MenuTrigger>
          <Button look="link" isDisabled={disabled || busy} busy={busy} testId="plan-export">
            {t("plan.export")}
          </Button>
          <Popover className={menu.popover} placement="bottom start">
            <Menu className={menu.menu} aria-label={t("plan.export")} onAction={(key) => save(key as ExportFormat)}>
              {FORMATS.map((format) => (
                <MenuItem key={format} id={format} className={menu.item} data-testid={`plan-export-${format}`}>
                  {t(`plan.export.${format}`)}
                </MenuItem>
              ))}
            </Menu>
          </Popover>
        </MenuTrigger>
      </div>
      {written?.stamp === stamp && (
        <div ref={note}>
          <SavedNote saved={written.saved} opens={written.opens} />
        </div>
      )}
    </>
  );
}
