import { Button, ComboBox, FieldError, Input, Label, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import choice from "./Choice.module.css";
import css from "./Combo.module.css";
import field from "./Field.module.css";
import { Icon } from "./Icon";

type Props = {
  label: string;
  hint?: string;
  error?: string | null;
  value: string;
  onChange(value: string): void;
  suggestions: string[];
  more: string;
  autoFocus?: boolean;
  testId?: string;
};

/** Free text with suggestions. */
export function Combo({ label, hint, error, value, onChange, suggestions, more, autoFocus, testId }: Props) {
  return (
    <ComboBox
      className={field.field}
      allowsCustomValue
      inputValue={value}
      onInputChange={onChange}
      items={suggestions.map((id) => ({ id }))}
      isInvalid={Boolean(error)}
      autoFocus={autoFocus}
      menuTrigger="input"
    >
      <Label className={field.label}>{label}</Label>
      <div className={css.line}>
        <Input className={`${field.input} ${field.mono}`} data-testid={testId} spellCheck="false" />
        <Button className={css.open} aria-label={more}>
          <Icon name="down" size={14} />
        </Button>
      </div>
      {hint && !error && (
        <Text slot="description" className={field.hint}>
          {hint}
        </Text>
      )}
      <FieldError className={field.error}>{error}</FieldError>
      <Popover className={choice.popover}>
        <ListBox className={choice.list}>
          {(item: { id: string }) => (
            <ListBoxItem id={item.id} textValue={item.id} className={`${choice.option} ${field.mono}`}>
              {item.id}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
