import { type ReactNode, useEffect, useRef } from "react";
import { Form as Aria } from "react-aria-components";

export type FormProps = {
  onSend(): void;
  /** What the core found wrong, by the names of fields: said beside each, until it is changed. */
  mistakes?: Record<string, string>;
  id?: string;
  className?: string;
  children: ReactNode;
};

/**
 * The one way to write a form. Enter sends it, as its button of the type `submit` does. A field says by `validate` what is wrong
 * with it: once it was left or sent, and nothing is sent before it is right.
 */
export function Form({ onSend, mistakes, id, className, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const [first] = Object.keys(mistakes ?? {});
    const field = first === undefined ? null : form.current?.elements.namedItem(first);
    if (!(field instanceof HTMLElement)) return;
    field.focus();
    field.scrollIntoView({ block: "center" });
  }, [mistakes]);
  return (
    <Aria
      ref={form}
      id={id}
      className={className}
      validationBehavior="native"
      validationErrors={mistakes}
      onSubmit={(event) => {
        event.preventDefault();
        // A dialog that stands in the form's code stands outside it on the screen.
        event.stopPropagation();
        onSend();
      }}
    >
      {children}
    </Aria>
  );
}
