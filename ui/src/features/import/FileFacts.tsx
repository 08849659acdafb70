import type { ImportView } from "../../api/types";
import { useWords } from "../../i18n";

const DELIMITERS: Record<string, "semicolon" | "comma" | "tab" | "pipe"> = {
  ";": "semicolon",
  ",": "comma",
  "\t": "tab",
  "|": "pipe",
};

/** What the file is, and how much is in it. */
export function FileFacts({ view }: { view: ImportView }) {
  const { t, number } = useWords();
  const { name, encoding, delimiter } = view;
  const facts = { name, rows: number(view.rows), count: view.rows };
  return (
    <p data-testid="import-facts">
      {encoding && delimiter
        ? t("import.facts", {
            ...facts,
            encoding: t(`encoding.${encoding}`),
            delimiter: t(`delimiter.${DELIMITERS[delimiter]}`),
          })
        : t("import.factsSheet", facts)}
    </p>
  );
}
