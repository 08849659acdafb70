import { Flag, Segment } from "../../components/Choice";
import { useWords } from "../../i18n";

/** Seconds until the first request leaves. */
export type Hold = "0" | "60" | "300";
const HOLDS: readonly Hold[] = ["0", "60", "300"];

type Props = { hold: Hold; onHold(hold: Hold): void; repeat: boolean; onRepeat(repeat: boolean): void };

/** When the first request leaves, and whether the run sends again by itself what was not done. */
export function RunTiming({ hold, onHold, repeat, onRepeat }: Props) {
  const { t } = useWords();
  return (
    <>
      <Segment
        label={t("plan.hold")}
        options={HOLDS.map((id) => ({ id, label: t(`plan.hold.${id}`) }))}
        value={hold}
        onChange={onHold}
        testId={(id) => `plan-hold-${id}`}
      />
      <Flag label={t("plan.repeat")} on={repeat} onChange={onRepeat} testId="plan-repeat" />
    </>
  );
}
