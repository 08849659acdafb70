import { useEffect, useState } from "react";

/** A value once it has rested for `wait` ms: for searches that are asked of the shell. */
export function useLater<V>(value: V, wait: number): V {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return later;
}
