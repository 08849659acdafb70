import type { Tri } from "../../tree/checks";
import css from "./Check.module.css";

type Props = { tri: Tri; label: string; onToggle(extend: boolean): void; testId?: string; tabbable?: boolean };

const ARIA = { none: false, off: false, mixed: "mixed", on: true } as const;

/** A tri-state box; dashed when there is nothing in it to choose. */
export function Check({ tri, label, onToggle, testId, tabbable }: Props) {
  return (
    <span
      role="checkbox"
      aria-checked={ARIA[tri]}
      aria-disabled={tri === "none" || undefined}
      aria-label={label}
      title={label}
      tabIndex={tabbable ? 0 : -1}
      className={`${css.box} ${css[tri] ?? ""}`}
      data-testid={testId}
      data-tri={tri}
      onClick={(event) => {
        event.stopPropagation();
        if (tri !== "none") onToggle(event.shiftKey);
      }}
      onKeyDown={
        tabbable
          ? (event) => {
              if (event.key !== " ") return;
              event.preventDefault();
              onToggle(false);
            }
          : undefined
      }
    >
      {tri === "on" && (
        <svg aria-hidden="true" viewBox="0 0 10 10" width="9" height="9">
          <path d="m1.500 5.200 2.300 2.300 4.700-4.900" fill="none" stroke="currentColor" />
        </svg>
      )}
      {tri === "mixed" && <span className={css.dash} />}
    </span>
  );
}
