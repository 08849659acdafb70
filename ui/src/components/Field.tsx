import type { ReactNode } from "react";
import { FieldError, Input, Label, SearchField, Text, TextField, type TextFieldProps } from "react-aria-components";
import css from "./Field.module.css";

type Props = Omit<TextFieldProps, "className" | "children"> & {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  mono?: boolean;
  placeholder?: string;
  testId?: string;
};

export function Field({ label, hint, error, mono, placeholder, testId, ...rest }: Props) {
  return (
    <TextField {...rest} className={css.field} isInvalid={Boolean(error)} validationBehavior="aria">
      <Label className={css.label}>{label}</Label>
      <Input
        className={`${css.input} ${mono ? css.mono : ""}`}
        placeholder={placeholder}
        data-testid={testId}
        spellCheck="false"
      />
      {hint && !error && (
        <Text slot="description" className={css.hint}>
          {hint}
        </Text>
      )}
      <FieldError className={css.error}>{error}</FieldError>
    </TextField>
  );
}

type SearchProps = { label: string; value: string; onChange(value: string): void; testId?: string };

export function Search({ label, value, onChange, testId }: SearchProps) {
  return (
    <SearchField aria-label={label} value={value} onChange={onChange} className={css.search}>
      <Input className={css.input} placeholder={label} data-testid={testId} spellCheck="false" />
    </SearchField>
  );
}
