import { useRef, useState } from "react";
import type { Failure, Settled } from "../../api/types";
import { asFailure } from "../../components/failure/table";

/** Rows of one request to the core: it reads the provider's list once for them, and a stop takes effect after them. */
const STEP = 10;

export type Settling = { done: Settled[]; busy: boolean; over: boolean; failure: Failure | null };

/** Settles rows a few at a time, so that it can be seen how far it is, and stopped. */
export function useSettling(ids: string[], act: (ids: string[]) => Promise<Settled[]>) {
  const [state, setState] = useState<Settling>({ done: [], busy: false, over: false, failure: null });
  const stopped = useRef(false);
  const run = async (): Promise<Settling> => {
    const done: Settled[] = [];
    let failure: Failure | null = null;
    setState({ done, busy: true, over: false, failure });
    try {
      for (let at = 0; at < ids.length && !stopped.current; at += STEP) {
        done.push(...(await act(ids.slice(at, at + STEP))));
        setState({ done: [...done], busy: true, over: false, failure });
      }
    } catch (error) {
      failure = asFailure(error);
    }
    const end = { done, busy: false, over: true, failure };
    setState(end);
    return end;
  };
  const stop = () => {
    stopped.current = true;
  };
  return { ...state, many: ids.length > STEP, run, stop };
}
