import { type ReactNode, useEffect, useState } from "react";
import { useWords } from "../i18n";
import { Button } from "./Button";
import css from "./Copyable.module.css";
import { copyText } from "./copy";
import { useNotices } from "./notices/notices";

const SAID_MS = 1600;

type CopyProps = {
  text: string /** What it is, for who cannot see it. */;
  what?: string;
  testId?: string /** Only by the pointer, where another button copies all of it. */;
  untabbed?: true;
};

/** Puts a text on the clipboard, and says so where it was pressed. */
export function CopyButton({ text, what, testId = "copy", untabbed }: CopyProps) {
  const { t } = useWords();
  const { fail } = useNotices();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <span className={css.button}>
      <Button
        look="ghost"
        excludeFromTabOrder={untabbed}
        icon={copied ? "check" : "copy"}
        aria-label={t("copy.what", { what: what ?? text })}
        onPress={() => void copyText(text).then(() => setCopied(true), fail)}
        testId={testId}
      />
      <span role="status" className={css.said}>
        {copied && t("copy.done")}
      </span>
    </span>
  );
}

/** Something that people paste elsewhere: it can be marked, and a button that comes with the pointer or the focus copies it. */
export function Copyable({ children, ...copy }: CopyProps & { children?: ReactNode }) {
  return (
    <span className={css.copyable}>
      <span className={css.text} data-selectable>
        {children ?? copy.text}
      </span>
      <CopyButton {...copy} />
    </span>
  );
}
