import { createContext, type ReactNode, type RefObject, useContext, useEffect, useRef, useState } from "react";

/** A list whose rows are not all in the page, and what of it is chosen. */
type Source = { element: RefObject<HTMLElement | null>; rows(): string[][] };
type Sources = Set<Source>;

const Context = createContext<Sources>(new Set());

export function RowSources({ children }: { children: ReactNode }) {
  const [sources] = useState<Sources>(() => new Set());
  return <Context.Provider value={sources}>{children}</Context.Provider>;
}

/** Says what "the chosen rows" of a list are that draws only some of its rows. */
export function useRowSource(element: RefObject<HTMLElement | null>, rows: () => string[][]): void {
  const sources = useContext(Context);
  const latest = useRef(rows);
  latest.current = rows;
  useEffect(() => {
    const source = { element, rows: () => latest.current() };
    sources.add(source);
    return () => void sources.delete(source);
  }, [sources, element]);
}

export function useRowSources(): Sources {
  return useContext(Context);
}
