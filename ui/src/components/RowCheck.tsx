import { Checkbox } from "react-aria-components";
import css from "./RowCheck.module.css";

/** Chooses a row of a table, or all of them where it stands in its head. */
export function RowCheck() {
  return (
    <Checkbox slot="selection" className={css.check}>
      {({ isSelected, isIndeterminate }) => (
        <span className={css.box} data-on={isSelected || isIndeterminate || undefined}>
          {isIndeterminate ? (
            <span className={css.dash} />
          ) : (
            isSelected && (
              <svg aria-hidden="true" viewBox="0 0 10 10" width="9" height="9">
                <path d="m1.500 5.200 2.300 2.300 4.700-4.900" fill="none" stroke="currentColor" strokeWidth="1.6" />
              </svg>
            )
          )}
        </span>
      )}
    </Checkbox>
  );
}
