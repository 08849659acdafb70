import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";

/** A dialog: its place for notices (`null`: it lists them itself), and since when it is open, in Unix ms. */
type Layer = { place: HTMLElement | null; since: number };
type Layers = { top: Layer | null; add(layer: Layer): () => void };

const Context = createContext<Layers>({ top: null, add: () => () => {} });

/** Knows which dialog is on top: what is said since it opened is said in it, and nothing floats over its buttons. */
export function NoticeLayers({ children }: { children: ReactNode }) {
  const [layers, setLayers] = useState<readonly Layer[]>([]);
  const add = useCallback((layer: Layer) => {
    setLayers((before) => [...before, layer]);
    return () => setLayers((before) => before.filter((one) => one !== layer));
  }, []);
  const value = useMemo(() => ({ top: layers[layers.length - 1] ?? null, add }), [layers, add]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useNoticeLayers(): Layers {
  return useContext(Context);
}
