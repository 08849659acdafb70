import type { QueueRow, Stage } from "../../api/types";
import { Board, Lane } from "../../components/Lane";
import { providerName } from "../../components/provider";
import { useWords } from "../../i18n";
import css from "./QueueBoard.module.css";
import { isOverdue, keyOf } from "./rows";
import { STAGES } from "./view";
import { ACTOR, STAGE, STEP } from "./words";

type Props = { rows: QueueRow[]; now: number; selected: string | null; onOpen(row: QueueRow): void };

/** Cards of a lane; those beyond are counted. */
const CARDS = 60;

/** The same merchants by stage. */
export function QueueBoard(props: Props) {
  const elsewhere = props.rows.some(({ stage }) => stage === null);
  return (
    <Board testId="queue-lanes">
      {STAGES.map((stage) => (
        <StageLane key={stage} stage={stage} {...props} />
      ))}
      {elsewhere && <StageLane stage={null} {...props} />}
    </Board>
  );
}

function StageLane({ stage, rows, now, selected, onOpen }: Props & { stage: Stage | null }) {
  const { t, number } = useWords();
  const look = stage && STAGE[stage];
  const mine = rows.filter((row) => row.stage === stage);
  const beyond = mine.length - CARDS;
  return (
    <Lane
      title={{ word: t(look?.word ?? "queue.stage.elsewhere"), icon: look?.icon ?? "note", tone: look?.tone ?? "off" }}
      count={mine.length}
      head={(title) => (
        <header className={css.head}>
          {title}
          <b>{number(mine.length)}</b>
        </header>
      )}
      rows={mine.slice(0, CARDS)}
      idOf={(row) => keyOf(row.account)}
      nameOf={(row) => row.name || t("queue.unnamed")}
      card={(row) => <Card row={row} now={now} />}
      selected={selected}
      onOpen={onOpen}
      more={beyond > 0 && <p className={css.more}>{t("common.more", { count: beyond, number: number(beyond) })}</p>}
      testId={`queue-lane-${stage ?? "elsewhere"}`}
      cardTestId="queue-card"
    />
  );
}

function Card({ row, now }: { row: QueueRow; now: number }) {
  const { t, day, span } = useWords();
  const who = row.actor === "provider" && row.provider ? providerName(row.provider) : t(ACTOR[row.actor]);
  return (
    <>
      <span className={css.line}>{row.next === "nothing" ? t(STEP.nothing) : `${who}: ${t(STEP[row.next])}`}</span>
      <span className={`${css.line} ${isOverdue(row, now) ? css.over : ""}`}>
        {[row.since && span(now - row.since), row.owner, row.dueAt && day(row.dueAt)].filter(Boolean).join(" · ")}
      </span>
    </>
  );
}
