import type { SheetFormat } from "../../api/types";
import { useNotices } from "../../components/notices/notices";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { useStoreTree } from "../../queries/trees";
import { usePlatform } from "../../queries/usePlatform";

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
