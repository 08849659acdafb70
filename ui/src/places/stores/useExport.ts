import { useNotices } from "../../data/notices";
import { usePlatform } from "../../data/platform";
import { useStoreTree } from "../../data/trees";
import { useAct } from "../../data/useAct";
import type { SheetFormat } from "../../platform/types";
import { useWords } from "../../words";

/** Writes what the tree shows: the chosen stores, or else those that the filter leaves. */
export function useExport(merchant: string): (format: SheetFormat) => void {
  const platform = usePlatform();
  const { language } = useWords();
  const { saved } = useNotices();
  const { data: tree } = useStoreTree(merchant);
  const [save] = useAct(async (format: SheetFormat) => {
    if (tree) saved(await platform.exportStores(merchant, tree.shownRows, language, format));
  });
  return save;
}
