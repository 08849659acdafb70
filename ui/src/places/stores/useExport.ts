import { useNotices } from "../../data/notices";
import { usePlatform } from "../../data/platform";
import { useStoreTree } from "../../data/trees";
import { useAct } from "../../data/useAct";
import { useWords } from "../../words";

/** Writes what the tree shows: the chosen stores, or else those that the filter leaves. */
export function useExport(merchant: string): () => void {
  const platform = usePlatform();
  const { language } = useWords();
  const { saved } = useNotices();
  const { data: tree } = useStoreTree(merchant);
  const [save] = useAct(async () => {
    if (tree) saved(await platform.exportStores(merchant, tree.shownRows, language));
  });
  return save;
}
