import type { WordId } from "../i18n";

/** Where a command stands in the sheet of shortcuts. */
export type ShortcutGroup = "window" | "places" | "lists" | "dialogs";
export type Shortcut = {
  /** As {@link keysOf} says them; the first is the one that is shown. */
  keys: readonly string[];
  word: WordId;
  group: ShortcutGroup;
  /** A single letter or sign: it is text wherever something is typed. */
  plain?: true;
};

/** Every command with keys, once: handlers, the sheet of shortcuts, menus and tooltips read it here. */
export const SHORTCUTS = {
  palette: { keys: ["Ctrl+K"], word: "shortcut.palette", group: "window" },
  help: { keys: ["?"], word: "shortcut.help", group: "window", plain: true },
  back: { keys: ["Alt+ArrowLeft", "Ctrl+["], word: "palette.back", group: "window" },
  forward: { keys: ["Alt+ArrowRight", "Ctrl+]"], word: "palette.forward", group: "window" },
  copyLink: { keys: ["Ctrl+Alt+C"], word: "link.copy", group: "window" },
  larger: { keys: ["Ctrl++", "Ctrl+="], word: "shortcut.larger", group: "window" },
  smaller: { keys: ["Ctrl+-", "Ctrl+_"], word: "shortcut.smaller", group: "window" },
  usual: { keys: ["Ctrl+0"], word: "shortcut.usual", group: "window" },
  search: { keys: ["/"], word: "shortcut.search", group: "lists", plain: true },
  first: { keys: ["Enter"], word: "shortcut.first", group: "lists" },
  next: { keys: ["J"], word: "shortcut.next", group: "lists", plain: true },
  previous: { keys: ["K"], word: "shortcut.previous", group: "lists", plain: true },
  mark: { keys: ["X"], word: "shortcut.mark", group: "lists", plain: true },
  copyId: { keys: ["Ctrl+C"], word: "shortcut.copyId", group: "lists" },
  copyRows: { keys: ["Ctrl+Shift+C"], word: "shortcut.copyRows", group: "lists" },
  confirm: { keys: ["Ctrl+Enter"], word: "shortcut.confirm", group: "dialogs" },
  close: { keys: ["Escape"], word: "common.close", group: "dialogs" },
} as const satisfies Record<string, Shortcut>;

export type CommandId = keyof typeof SHORTCUTS;
const COMMANDS: [CommandId, Shortcut][] = Object.entries(SHORTCUTS) as [CommandId, Shortcut][];

type Pressed = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** The keys that are down, as the table writes them: Cmd counts as Ctrl, and Shift only with letters and named keys. */
export function keysOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string {
  const command = ctrlKey || metaKey;
  // With modifiers some layouts make another sign of a letter.
  const letter = command && /^Key[A-Z]$/.test(code) ? code.slice(3) : key.length === 1 ? key.toUpperCase() : key;
  const shift = shiftKey && (letter.length > 1 || /[A-Z]/.test(letter));
  return [command && "Ctrl", altKey && "Alt", shift && "Shift", letter].filter(Boolean).join("+");
}

/** Which command the keys are; plain ones are none where something is typed. */
export function commandOf(event: Pressed, typing: boolean): CommandId | null {
  const keys = keysOf(event);
  const found = COMMANDS.find(([, { keys: all, plain }]) => all.includes(keys) && !(plain && typing));
  return found?.[0] ?? null;
}

/** Where letters are typed, or choose something else. */
const TYPES =
  "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], [role=dialog], [role=alertdialog], [role=menu]";

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPES) !== null;
}

const SIGNS: Record<string, string> = { ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };

/** Keys as they stand on a keyboard, one after the other. */
export const keyNames = (keys: string): string[] =>
  keys
    .replace(/\+\+$/, "+Plus")
    .split("+")
    .map((key) => SIGNS[key] ?? (key === "Plus" ? "+" : key));

/** The keys of a command in one text. */
export const keysText = (command: CommandId): string => keyNames(SHORTCUTS[command].keys[0]).join(" ");
