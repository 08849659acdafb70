import type { ApplicationBoard, ApplicationColumn, ApplicationRow, ApplicationStatus } from "../../api/types";
import { needsPerson, statusOf, statusWord } from "../../components/applicationStatus";
import { Icon } from "../../components/Icon";
import { Board, Lane } from "../../components/Lane";
import { useWords } from "../../i18n";
import { ageWord, reviewWord } from "./age";
import css from "./Board.module.css";

type Props = {
  board: ApplicationBoard;
  now: number;
  selected: string | null;
  onOpen(id: string): void;
  onAll(status: ApplicationStatus): void;
};

/** All applications by status, the oldest of each on top. */
export function StatusBoard({ board, ...rest }: Props) {
  return (
    <Board testId="application-board">
      {board.columns.map((column) => (
        <StatusLane key={statusWord(column.status)} column={column} {...rest} />
      ))}
    </Board>
  );
}

type LaneProps = Omit<Props, "board"> & { column: ApplicationColumn };

function StatusLane({ column, now, selected, onOpen, onAll }: LaneProps) {
  const words = useWords();
  const { t, number } = words;
  const more = column.count - column.rows.length;
  return (
    <Lane
      title={statusOf(column.status, t)}
      count={column.count}
      head={(title) => (
        <header className={css.head}>
          {title}
          <div className={css.figures}>
            <b className={css.count}>{number(column.count)}</b>
            {column.count > 0 && column.oldestDays !== null && (
              <span className={css.oldest}>{t("application.oldest", { age: ageWord(column.oldestDays, words) })}</span>
            )}
          </div>
        </header>
      )}
      rows={column.rows}
      idOf={({ id }) => id}
      nameOf={({ name, id }) => name || id}
      card={(row) => <Card row={row} now={now} />}
      selected={selected}
      onOpen={({ id }) => onOpen(id)}
      more={
        more > 0 && (
          <button type="button" className={css.more} onClick={() => onAll(column.status)}>
            {t("common.more", { count: more, number: number(more) })}
          </button>
        )
      }
      testId={`lane-${statusWord(column.status)}`}
      cardTestId="application-card"
    />
  );
}

function Card({ row, now }: { row: ApplicationRow; now: number }) {
  const words = useWords();
  const review = reviewWord(row, now, words);
  const long = needsPerson(row.status) && (row.ageDays ?? 0) >= 3;
  return (
    <>
      <span className={`${css.age} ${long ? css.long : ""}`}>
        {ageWord(row.ageDays, words)}
        {row.contested && <Icon name="differs" size={12} />}
      </span>
      {review && <span className={`${css.review} ${row.reviewOverdue ? css.over : ""}`}>{review}</span>}
    </>
  );
}
