import type { ReactNode } from "react";
import { FieldError, Input, Label, SearchField, Text, TextField, type TextFieldProps } from "react-aria-components";
import css from "./Field.module.css";
import { useFirstHit } from "./useFirstHit";

/** What a field of text is given; `validate` says what is wrong with a value, and `testId` is the name under which a form knows it. */
export type TextProps = Omit<TextFieldProps, "className" | "children" | "isInvalid" | "name"> & {
  label: string;
  hint?: ReactNode;
  placeholder?: string;
  testId?: string;
};

/** A label, what is typed into, and a hint in whose place stands what is wrong. */
export function Labelled({ label, hint, testId, children, ...rest }: TextProps & { children: ReactNode }) {
  return (
    <TextField {...rest} name={testId} className={css.field}>
      {({ isInvalid }) => (
        <>
          <Label className={css.label}>{label}</Label>
          {children}
          {hint && !isInvalid && (
            <Text slot="description" className={css.hint}>
              {hint}
            </Text>
          )}
          <FieldError className={css.error} />
        </>
      )}
    </TextField>
  );
}

export function Field({ mono, placeholder, ...rest }: TextProps & { mono?: boolean }) {
  return (
    <Labelled {...rest}>
      <Input
        className={`${css.input} ${mono ? css.mono : ""}`}
        placeholder={placeholder}
        data-testid={rest.testId}
        spellCheck="false"
      />
    </Labelled>
  );
}

type SearchProps = { label: string; value: string; onChange(value: string): void; testId?: string };

/** The search of a place. `Enter` opens the first hit. */
export function Search({ label, value, onChange, testId }: SearchProps) {
  const { onEnter, onTyped } = useFirstHit();
  return (
    <SearchField
      aria-label={label}
      value={value}
      onChange={(text) => {
        onTyped();
        onChange(text);
      }}
      onSubmit={onEnter}
      className={css.search}
    >
      <Input className={css.input} placeholder={label} data-testid={testId} spellCheck="false" />
    </SearchField>
  );
}
