import { useRef } from "react";
import { Button as Aria, type ButtonProps } from "react-aria-components";
import css from "./Button.module.css";
import { Icon, type IconName } from "./Icon";
import { Spinner } from "./Spinner";

type Look = "plain" | "primary" | "ghost" | "danger" | "link";
type Props = Omit<ButtonProps, "className" | "style" | "children"> & {
  look?: Look;
  icon?: IconName;
  wide?: boolean;
  /** What was pressed is under way: no second press is taken, and the focus stays. What opens a menu or a file is disabled. */
  busy?: boolean;
  /** Not to be pressed yet. It looks disabled, but keeps the focus, and a press that began before counts. */
  unready?: boolean;
  children?: React.ReactNode;
  testId?: string;
};

export function Button({ look = "plain", icon, wide, busy, unready, children, testId, onPress, ...rest }: Props) {
  // A press does what the button said when it began: a number that changes under the pointer neither loses the press nor
  // gives it another meaning.
  const begun = useRef<Props["onPress"]>(undefined);
  const waits = busy || unready;
  return (
    <Aria
      {...rest}
      // The Enter of a form does not go past it either.
      type={waits ? "button" : rest.type}
      aria-disabled={waits || undefined}
      onPressStart={() => {
        begun.current = waits ? undefined : onPress;
      }}
      onPress={(event) => begun.current?.(event)}
      data-testid={testId}
      data-look={look}
      className={`${css.button} ${css[look]} ${wide ? css.wide : ""} ${children ? "" : css.square}`}
    >
      {busy ? <Spinner small /> : icon && <Icon name={icon} />}
      {children}
    </Aria>
  );
}
