import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import type { Failure, Saved } from "../../api/types";
import { asFailure, FAILURES } from "../failure/table";

export type Notice = { id: number; at: number; read: boolean } & (
  | { kind: "done"; text: string }
  | { kind: "failure"; failure: Failure }
  /** What was asked for is not done, and nothing failed. */
  | { kind: "warning"; text: string }
  /** A file for the person; a page is opened, anything else is shown where it is. */
  | { kind: "saved"; saved: Saved; opens: boolean }
);
export type Notices = {
  notices: Notice[];
  done(text: string): void;
  fail(error: unknown): void;
  warn(text: string): void;
  saved(saved: Saved, opens?: boolean): void;
  read(id: number | "all"): void;
};

const Context = createContext<Notices>({
  notices: [],
  done: () => {},
  fail: () => {},
  warn: () => {},
  saved: () => {},
  read: () => {},
});
const KEPT = 50;
const QUIET_AFTER_MS = 6000;

/** What was said to the person. Good news goes by itself; an error stays until it is read. */
export function NoticesProvider({ children }: { children: ReactNode }) {
  const [notices, setNotices] = useState<Notice[]>([]);
  const read = useCallback((id: number | "all") => {
    setNotices((before) =>
      before.map((notice) => (id === "all" || notice.id === id ? { ...notice, read: true } : notice)),
    );
  }, []);
  const value = useMemo(() => {
    let next = Date.now();
    const add = (notice: Notice) => setNotices((before) => [notice, ...before].slice(0, KEPT));
    const quietly = (notice: Notice) => {
      add(notice);
      setTimeout(() => read(notice.id), QUIET_AFTER_MS);
    };
    return {
      done: (text: string) => {
        quietly({ id: next++, at: Date.now(), read: false, kind: "done", text });
      },
      saved: (saved: Saved, opens = false) =>
        quietly({ id: next++, at: Date.now(), read: false, kind: "saved", saved, opens }),
      warn: (text: string) => add({ id: next++, at: Date.now(), read: false, kind: "warning", text }),
      fail: (error: unknown) =>
        add({ id: next++, at: Date.now(), read: false, kind: "failure", failure: asFailure(error) }),
    };
  }, [read]);
  return <Context.Provider value={{ ...value, notices, read }}>{children}</Context.Provider>;
}

export function useNotices(): Notices {
  return useContext(Context);
}

export function needsPerson(notice: Notice): boolean {
  return !notice.read && notice.kind === "failure" && FAILURES[notice.failure.code].tone === "bad";
}
