import type { ReactNode } from "react";
import { Tooltip, TooltipTrigger } from "react-aria-components";
import css from "./Tip.module.css";

/** What a button without a word does, and its keys, for whoever rests on it. */
export function Tip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <Tooltip className={css.tip} offset={6}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
