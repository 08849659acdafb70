import { useMutation } from "@tanstack/react-query";
import type { Failure } from "../api/types";
import { asFailure } from "./failure/table";
import { useNotices } from "./notices/notices";

type Act<A extends unknown[]> = (...values: A) => Promise<unknown>;

/** Nothing of it is kept: what is given to an act, and what comes of it, may be a secret. */
function useOne<A extends unknown[]>(act: Act<A>, onError?: (error: unknown) => void) {
  return useMutation({
    mutationFn: async (values: A) => {
      await act(...values);
    },
    onError,
    gcTime: 0,
  });
}

/** An act of the person: busy while it runs, its failure goes to the notices. */
export function useAct<A extends unknown[]>(act: Act<A>): [(...values: A) => void, boolean] {
  const { fail } = useNotices();
  const { mutate, isPending } = useOne(act, fail);
  return [(...values) => mutate(values), isPending];
}

/** An act whose failure is said where it was asked for: in a form or a dialog, behind which the notices lie. */
export function useActHere<A extends unknown[]>(act: Act<A>) {
  const { mutate, isPending, error, reset } = useOne(act);
  const failure: Failure | null = error === null ? null : asFailure(error);
  return { run: (...values: A) => mutate(values), busy: isPending, failure, forget: reset };
}
