import { type RegisteredRouter, useLocation, useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";

/** A route whose address holds a view. */
type Viewed = Extract<
  keyof RegisteredRouter["routesById"],
  | "/queue"
  | "/merchants"
  | "/merchants/$merchant/$tab"
  | "/applications"
  | "/subscriptions"
  | "/deliveries"
  | "/notifications"
  | "/activity"
>;
type View<P extends Viewed> = RegisteredRouter["routesById"][P]["types"]["fullSearchSchema"];

/** What is typed rests this long before it is asked for. */
const RESTS_MS = 200;

/**
 * What a place shows, which is in its address: filter, sort, chosen row. So it is there again on the way back, after a restart and
 * for whoever gets a link. A change takes the place of the entry in the history; `step` makes one to come back to.
 */
export function useView<const P extends Viewed>(from: P) {
  const view = useSearch({ from } as never) as View<P>;
  const go = useNavigate();
  const router = useRouter();
  const here = useLocation({ select: ({ pathname }) => pathname });
  const change = useCallback(
    (more: Partial<View<P>>, how: "stay" | "step" = "stay") => {
      // What a place says while it is left is not about the next one.
      if (router.latestLocation.pathname !== here) return;
      void go({ to: ".", search: (before: object) => ({ ...before, ...more }), replace: how === "stay" } as never);
    },
    [go, router, here],
  );
  return [view, change] as const;
}

/** A text that is typed: shown at once, and in the address once it rested. Another address shows its own. */
export function useTypedText(kept: string, keep: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(kept);
  const latest = useRef(keep);
  latest.current = keep;
  /** Texts on their way into the address, the oldest first. */
  const sent = useRef<string[]>([kept]);
  useEffect(() => {
    const at = sent.current.indexOf(kept);
    if (at < 0) setText(kept);
    sent.current = at < 0 ? [kept] : sent.current.slice(at);
  }, [kept]);
  useEffect(() => {
    const send = () => {
      if (text === sent.current.at(-1)) return;
      sent.current.push(text);
      latest.current(text);
    };
    const timer = setTimeout(send, RESTS_MS);
    // Who leaves the field has typed all of it.
    window.addEventListener("focusout", send);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("focusout", send);
    };
  }, [text]);
  return [text, setText];
}
