import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import css from "./Combo.module.css";
import field from "./Field.module.css";
import { Icon } from "./Icon";
import menu from "./Menu.module.css";

type Props = {
  label: string;
  hint?: string;
  value: string;
  onChange(value: string): void;
  suggestions: string[];
  more: string;
  autoFocus?: boolean;
  testId?: string;
};

/** Free text with suggestions. */
export function Combo({ label, hint, value, onChange, suggestions, more, autoFocus, testId }: Props) {
  return (
    <ComboBox
      className={field.field}
      allowsCustomValue
      inputValue={value}
      onInputChange={onChange}
      items={suggestions.map((id) => ({ id }))}
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
      {hint && (
        <Text slot="description" className={field.hint}>
          {hint}
        </Text>
      )}
      <Popover className={`${menu.popover} ${menu.choices}`}>
        <ListBox className={menu.menu}>
          {(item: { id: string }) => (
            <ListBoxItem id={item.id} textValue={item.id} className={`${menu.item} ${field.mono}`}>
              {item.id}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
