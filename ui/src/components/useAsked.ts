import { useEffect, useRef, useState } from "react";
import type { Failure } from "../api/types";
import { asFailure } from "./failure/table";

export type Asked<A> = {
  answer: A | null;
  failure: Failure | null /** It answers what is asked now. */;
  fresh: boolean;
};

/** Asks anew whenever `stamp` has rested for `wait` ms. Kept in the component alone: what is asked may hold what was typed. */
export function useAsked<A>(ask: (() => Promise<A>) | null, stamp: string, wait = 250): Asked<A> {
  const [state, setState] = useState<{ of: string } & Omit<Asked<A>, "fresh">>({ of: "", answer: null, failure: null });
  const latest = useRef(ask);
  latest.current = ask;
  const asks = ask !== null;
  useEffect(() => {
    if (!asks) return;
    let gone = false;
    const keep = (answer: A | null, failure: Failure | null) => gone || setState({ of: stamp, answer, failure });
    const timer = setTimeout(() => {
      latest.current?.().then(
        (answer) => keep(answer, null),
        (error: unknown) => keep(null, asFailure(error)),
      );
    }, wait);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asks, stamp, wait]);
  const fresh = asks && state.of === stamp;
  return asks ? { answer: state.answer, failure: state.failure, fresh } : { answer: null, failure: null, fresh };
}
