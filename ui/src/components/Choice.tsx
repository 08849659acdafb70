import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  Select,
  SelectValue,
  Switch,
} from "react-aria-components";
import css from "./Choice.module.css";
import field from "./Field.module.css";
import { Icon } from "./Icon";
import menu from "./Menu.module.css";

type Option<K extends string> = { id: K; label: string };
type PickProps<K extends string> = {
  label: string;
  hideLabel?: boolean;
  options: Option<K>[];
  value: K | null;
  onChange(value: K): void;
  placeholder?: string;
  testId?: string;
};

export function Pick<K extends string>({
  label,
  hideLabel,
  options,
  value,
  onChange,
  placeholder,
  testId,
}: PickProps<K>) {
  return (
    <Select
      className={`${field.field} ${css.pick}`}
      aria-label={hideLabel ? label : undefined}
      value={value}
      onChange={(key) => key !== null && onChange(key as K)}
      placeholder={placeholder ?? " "}
    >
      {!hideLabel && <Label className={field.label}>{label}</Label>}
      <Button className={css.trigger} data-testid={testId}>
        <SelectValue className={css.value} />
        <Icon name="down" size={14} />
      </Button>
      <Popover className={`${menu.popover} ${menu.choices}`}>
        <ListBox className={menu.menu} items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={`${menu.item} ${css.option}`}>
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

type SegmentProps<K extends string> = Omit<PickProps<K>, "placeholder" | "testId"> & {
  value: K;
  testId?: (id: K) => string;
};

/** A few options side by side. */
export function Segment<K extends string>({ label, hideLabel, options, value, onChange, testId }: SegmentProps<K>) {
  return (
    <RadioGroup
      className={css.segment}
      orientation="horizontal"
      aria-label={hideLabel ? label : undefined}
      value={value}
      onChange={(key) => onChange(key as K)}
    >
      {!hideLabel && <Label className={field.label}>{label}</Label>}
      <div className={css.radios}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className={css.radio} data-testid={testId?.(option.id)}>
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

type FlagProps = { label: string; hint?: string; on: boolean; onChange(on: boolean): void; testId?: string };

export function Flag({ label, hint, on, onChange, testId }: FlagProps) {
  return (
    <Switch className={css.flag} isSelected={on} onChange={onChange} data-testid={testId}>
      <span>
        {label}
        {hint && <small className={css.hint}>{hint}</small>}
      </span>
      <span className={css.track} />
    </Switch>
  );
}
