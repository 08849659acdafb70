import { useState } from "react";
import { useNotices } from "./notices/notices";

/** An act of the person: busy while it runs, its failure goes to the notices. */
export function useAct<A extends unknown[]>(
  act: (...values: A) => Promise<unknown>,
): [(...values: A) => void, boolean] {
  const [busy, setBusy] = useState(false);
  const { fail } = useNotices();
  const run = (...values: A) => {
    setBusy(true);
    act(...values)
      .catch(fail)
      .finally(() => setBusy(false));
  };
  return [run, busy];
}
