import { ToggleButton } from "react-aria-components";
import css from "./Chip.module.css";

type Props = { on: boolean; onChange(on: boolean): void; label: string; count?: string; testId?: string };

export function Chip({ on, onChange, label, count, testId }: Props) {
  return (
    <ToggleButton className={css.chip} isSelected={on} onChange={onChange} data-testid={testId}>
      {label}
      {count !== undefined && <b>{count}</b>}
    </ToggleButton>
  );
}
