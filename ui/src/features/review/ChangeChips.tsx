import type { Comparison, Differs } from "../../api/types";
import { Chip } from "../../components/Chip";
import { Bar } from "../../components/Page";
import { useWords } from "../../i18n";
import { changeWord } from "./differs";

type Props = { counts: Comparison["counts"]; change: Differs | null; onChange(change: Differs | null): void };

/** How many stores changed in which way; each filters the table. */
export function ChangeChips({ counts, change, onChange }: Props) {
  const { t, number } = useWords();
  if (counts.length === 0) return null;
  return (
    <Bar>
      <Chip
        on={change === null}
        onChange={() => onChange(null)}
        label={t("common.all")}
        count={number(counts.reduce((sum, one) => sum + one.count, 0))}
        testId="review-all"
      />
      {counts.map((one) => (
        <Chip
          key={one.change}
          on={change === one.change}
          onChange={(on) => onChange(on ? one.change : null)}
          label={changeWord(one.change, t)}
          count={number(one.count)}
          testId={`review-${one.change}`}
        />
      ))}
    </Bar>
  );
}
