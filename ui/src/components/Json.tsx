import { useState } from "react";
import { useWords } from "../i18n";
import { Segment } from "./Choice";
import css from "./Json.module.css";
import { jsonTokens } from "./json";

const LIMIT = 200_000;

function pretty(text: string): string | null {
  try {
    return JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    return null;
  }
}

/** A body as it was received, and the same laid out for reading; keys stand out quietly. */
export function Json({ text }: { text: string }) {
  const { t } = useWords();
  const [view, setView] = useState<"raw" | "pretty">("pretty");
  const laidOut = pretty(text);
  const shown = (view === "pretty" && laidOut ? laidOut : text).slice(0, LIMIT);
  return (
    <>
      {laidOut !== null && (
        <Segment<"raw" | "pretty">
          label={t("deliveries.asReceived")}
          hideLabel
          options={[
            { id: "pretty", label: t("json.pretty") },
            { id: "raw", label: t("json.raw") },
          ]}
          value={view}
          onChange={setView}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre className={css.body} data-selectable tabIndex={0} data-testid="delivery-body">
        {jsonTokens(shown).map((token, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in its order
          token.kind === "key" ? <b key={index}>{token.text}</b> : token.text,
        )}
      </pre>
    </>
  );
}
