import { BulkBar } from "../../components/BulkBar";
import { Button } from "../../components/Button";
import { useNarrow } from "../../components/useNarrow";
import { useWords } from "../../i18n";
import { useTree } from "../../queries/trees";
import type { StoreTree } from "../../tree/model";

type Props = { tree: StoreTree; moving: boolean; onPanel(): void };

export function SelectionBar({ tree, moving, onPanel }: Props) {
  const { t } = useWords();
  const narrow = useNarrow();
  useTree(tree);
  const { selected, hidden } = tree;
  if (selected === 0 && !(narrow && moving)) return null;
  return (
    <BulkBar
      selected={selected}
      hidden={hidden}
      note={tree.filtered && selected > 0 ? t("selection.filtered") : undefined}
      onClear={() => tree.clear()}
      testId="selection-bar"
      clearTestId="selection-clear"
    >
      {narrow && (
        <Button look="link" onPress={onPanel} testId="panel-open">
          {t(moving ? "selection.progress" : "selection.plan")}
        </Button>
      )}
    </BulkBar>
  );
}
