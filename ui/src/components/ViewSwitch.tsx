import { useWords } from "../i18n";
import { Segment } from "./Choice";

const WORDS = { board: "application.board", table: "application.table" } as const;
type View = keyof typeof WORDS;

/** The same rows as a board or as a table, in the order given. `<testId>-board`, `<testId>-table`. */
export function ViewSwitch(props: { views: View[]; value: View; onChange(view: View): void; testId: string }) {
  const { t } = useWords();
  return (
    <Segment<View>
      hideLabel
      label={t("application.view")}
      options={props.views.map((id) => ({ id, label: t(WORDS[id]) }))}
      value={props.value}
      onChange={props.onChange}
      testId={(id) => `${props.testId}-${id}`}
    />
  );
}
