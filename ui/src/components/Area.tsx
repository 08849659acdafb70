import { TextArea } from "react-aria-components";
import css from "./Area.module.css";
import { Labelled, type TextProps } from "./Field";
import field from "./Field.module.css";

type Props = TextProps & {
  rows: number;
  /** Words of the person's own, not somebody else's bytes. */
  prose?: boolean;
};

/** Several lines: somebody else's text byte for byte, or prose. */
export function Area({ rows, prose, placeholder, ...rest }: Props) {
  return (
    <Labelled {...rest}>
      <TextArea
        className={`${field.input} ${css.area} ${prose ? css.prose : ""}`}
        rows={rows}
        placeholder={placeholder}
        data-testid={rest.testId}
        spellCheck="false"
      />
    </Labelled>
  );
}
