import { type ReactNode, useEffect, useRef, useState } from "react";

/** How near the end of what is drawn the next ones are drawn, so that nobody waits for them. */
const NEAR = "600px";

/** The first so many of a long list, and as many more each time its end, which is to be drawn after it, comes near. */
export function useDrawn<R>(rows: R[], step: number): { drawn: R[]; end: ReactNode } {
  const [count, setCount] = useState(step);
  const end = useRef<HTMLDivElement>(null);
  const more = count < rows.length;
  useEffect(() => {
    if (!more || !end.current) return;
    const near = new IntersectionObserver(
      (seen) => seen.some(({ isIntersecting }) => isIntersecting) && setCount(count + step),
      { root: end.current.parentElement, rootMargin: NEAR },
    );
    near.observe(end.current);
    return () => near.disconnect();
  }, [more, count, step]);
  return { drawn: more ? rows.slice(0, count) : rows, end: more ? <div ref={end} /> : null };
}
