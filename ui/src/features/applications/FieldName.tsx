import { useWords } from "../../i18n";
import css from "./ApplicationPanel.module.css";
import { fieldWords } from "./naming";

/** A name of the provider in words; one that nobody here knows is shown as it is written. */
export function FieldName({ name }: { name: string }) {
  const { t } = useWords();
  const words = fieldWords(name, t) ?? fieldWords(name.toLowerCase(), t);
  return words === null ? <code className={css.wire}>{name}</code> : <span title={name}>{words}</span>;
}
