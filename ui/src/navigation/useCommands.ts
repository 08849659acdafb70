import { useEffect, useRef } from "react";
import { type CommandId, commandOf, isTyping } from "./shortcuts";

/** Does a command; `false`: there was nothing to do, and the key is still everybody's. */
type Handler = (event: KeyboardEvent) => unknown;

/** Listens for the keys of some commands, wherever the focus is; signs and letters are left alone where something is typed. */
export function useCommands(handlers: Partial<Record<CommandId, Handler>>): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = commandOf(event, isTyping(event.target));
      const handler = command && latest.current[command];
      if (!handler || handler(event) === false) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, []);
}
