import { Button as Aria, type ButtonProps } from "react-aria-components";
import css from "./Button.module.css";
import { Icon, type IconName } from "./Icon";
import { Spinner } from "./Spinner";

type Look = "plain" | "primary" | "ghost" | "danger" | "link";
type Props = Omit<ButtonProps, "className" | "style" | "children"> & {
  look?: Look;
  icon?: IconName;
  wide?: boolean;
  busy?: boolean;
  children?: React.ReactNode;
  testId?: string;
};

export function Button({ look = "plain", icon, wide, busy, children, testId, ...rest }: Props) {
  return (
    <Aria
      {...rest}
      isDisabled={rest.isDisabled || busy}
      data-testid={testId}
      className={`${css.button} ${css[look]} ${wide ? css.wide : ""} ${children ? "" : css.square}`}
    >
      {busy ? <Spinner small /> : icon && <Icon name={icon} />}
      {children}
    </Aria>
  );
}
