import { useCommands } from "../navigation/useCommands";

/** `Ctrl+Enter` presses the one button of a dialog for which it was opened, if it can be pressed. */
export function useConfirmKey(): void {
  useCommands({
    confirm: () => {
      const dialogs = document.querySelectorAll("[role=dialog], [role=alertdialog]");
      const buttons = [
        ...(dialogs[dialogs.length - 1]?.querySelectorAll<HTMLButtonElement>(
          "footer :is([data-look=primary], [data-look=danger])",
        ) ?? []),
      ];
      const [button] = buttons;
      if (!button || buttons.length > 1 || button.disabled || button.ariaDisabled === "true") return false;
      button.click();
      return true;
    },
  });
}
