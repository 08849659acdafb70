import type { AccountId, QueueEdit } from "../../api/types";
import { useAct } from "../../components/useAct";
import { usePlatform } from "../../queries/usePlatform";

/** Changes what is kept about some merchants. */
export function useKeep(accounts: AccountId[]): [(edit: QueueEdit) => void, boolean] {
  const platform = usePlatform();
  return useAct((edit: QueueEdit) => platform.keepQueue(accounts, edit));
}
