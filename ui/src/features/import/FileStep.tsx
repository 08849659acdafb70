import { DropZone, FileTrigger, Text } from "react-aria-components";
import { Button } from "../../components/Button";
import { useWords } from "../../i18n";
import css from "./FileStep.module.css";

const TYPES = [".xlsx", ".ods", ".csv", ".tsv", ".txt", "text/csv"];

/** A file is chosen, or dropped here; the page gets what is in it and never learns where it was. */
export function FileStep({ busy, onFile }: { busy: boolean; onFile(file: File): void }) {
  const { t } = useWords();
  return (
    <DropZone
      className={css.zone}
      data-testid="import-zone"
      onDrop={async ({ items }) => {
        const file = items.find((item) => item.kind === "file");
        if (file?.kind === "file") onFile(await file.getFile());
      }}
    >
      <Text slot="label" className={css.title}>
        {t("import.drop")}
      </Text>
      <FileTrigger acceptedFileTypes={TYPES} onSelect={(files) => files?.[0] && onFile(files[0])}>
        <Button look="primary" busy={busy} isDisabled={busy} autoFocus testId="import-choose">
          {t("import.choose")}
        </Button>
      </FileTrigger>
      <p className={css.hint}>{t("import.hint")}</p>
    </DropZone>
  );
}
