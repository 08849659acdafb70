import { Button } from "../../components/Button";
import { useNarrow } from "../../components/useNarrow";
import { useWords } from "../../i18n";
import { useTree } from "../../queries/trees";
import type { StoreTree } from "../../tree/model";
import css from "./SelectionBar.module.css";

type Props = { tree: StoreTree; moving: boolean; onPanel(): void };

export function SelectionBar({ tree, moving, onPanel }: Props) {
  const { t } = useWords();
  const narrow = useNarrow();
  useTree(tree);
  const { selected, hidden } = tree;
  if (selected === 0 && !(narrow && moving)) return null;
  return (
    <div className={css.bar} data-stands="foot" data-testid="selection-bar" aria-live="polite">
      {selected > 0 && <span>{t("selection.count", { count: selected })}</span>}
      {hidden > 0 && <span className={css.hidden}>{t("selection.hidden", { count: hidden })}</span>}
      {tree.filtered && selected > 0 && hidden === 0 && <span className={css.hidden}>{t("selection.filtered")}</span>}
      <span className={css.gap} />
      {narrow && (
        <Button look="link" onPress={onPanel} testId="panel-open">
          {t(moving ? "selection.progress" : "selection.plan")}
        </Button>
      )}
      {selected > 0 && (
        <Button look="link" onPress={() => tree.clear()} testId="selection-clear">
          {t("selection.clear")}
        </Button>
      )}
    </div>
  );
}
