import type { ReactNode } from "react";
import { useWords } from "../i18n";
import css from "./BulkBar.module.css";
import { Button } from "./Button";

type Props = {
  /** All that are chosen, those that a filter hides among them. */
  selected: number;
  hidden: number;
  /** Said beside the figures, where the filter hides none of them. */
  note?: string | undefined;
  /** What can be done with them. */
  children?: ReactNode;
  onClear(): void;
  testId: string;
  clearTestId: string;
};

/** Below a list: how many rows are chosen, and what can be done with all of them. */
export function BulkBar({ selected, hidden, note, children, onClear, testId, clearTestId }: Props) {
  const { t } = useWords();
  return (
    <div className={css.bar} data-stands="foot" data-testid={testId} aria-live="polite">
      {selected > 0 && <span>{t("selection.count", { count: selected })}</span>}
      {hidden > 0 && <span className={css.hidden}>{t("selection.hidden", { count: hidden })}</span>}
      {note && hidden === 0 && <span className={css.hidden}>{note}</span>}
      <span className={css.gap} />
      {children}
      {selected > 0 && (
        <Button look="link" onPress={onClear} testId={clearTestId}>
          {t("selection.clear")}
        </Button>
      )}
    </div>
  );
}
