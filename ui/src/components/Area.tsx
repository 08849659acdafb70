import type { ReactNode } from "react";
import { FieldError, Label, Text, TextArea, TextField, type TextFieldProps } from "react-aria-components";
import css from "./Area.module.css";
import field from "./Field.module.css";

type Props = Omit<TextFieldProps, "className" | "children"> & {
  label: string;
  rows: number;
  hint?: ReactNode;
  /** Words of the person's own, not somebody else's bytes. */
  prose?: boolean;
  error?: string | null;
  placeholder?: string;
  testId?: string;
};

/** Several lines: somebody else's text byte for byte, or prose. */
export function Area({ label, rows, hint, prose, error, placeholder, testId, ...rest }: Props) {
  return (
    <TextField {...rest} className={field.field} isInvalid={Boolean(error)} validationBehavior="aria">
      <Label className={field.label}>{label}</Label>
      <TextArea
        className={`${field.input} ${css.area} ${prose ? css.prose : ""}`}
        rows={rows}
        placeholder={placeholder}
        data-testid={testId}
        spellCheck="false"
      />
      {hint && !error && (
        <Text slot="description" className={field.hint}>
          {hint}
        </Text>
      )}
      <FieldError className={field.error}>{error}</FieldError>
    </TextField>
  );
}
