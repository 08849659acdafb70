import { ListBox, ListBoxItem } from "react-aria-components";
import type { ApplicationBoard, ApplicationColumn, ApplicationRow, ApplicationStatus } from "../../api/types";
import { needsPerson, statusOf, statusWord } from "../../components/applicationStatus";
import { Icon } from "../../components/Icon";
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

/** All applications by status, the oldest of each on top. Tab goes from status to status, arrow keys within one. */
export function Board({ board, now, selected, onOpen, onAll }: Props) {
  return (
    <div className={css.board} data-testid="application-board">
      {board.columns.map((column) => (
        <Lane
          key={statusWord(column.status)}
          column={column}
          now={now}
          selected={selected}
          onOpen={onOpen}
          onAll={onAll}
        />
      ))}
    </div>
  );
}

type LaneProps = Omit<Props, "board"> & { column: ApplicationColumn };

function Lane({ column, now, selected, onOpen, onAll }: LaneProps) {
  const words = useWords();
  const { t, number } = words;
  const look = statusOf(column.status, t);
  const more = column.count - column.rows.length;
  return (
    <section className={css.lane} data-testid={`lane-${statusWord(column.status)}`}>
      <header className={css.head}>
        <h2 className={css.status} data-tone={look.tone} title={look.word}>
          <Icon name={look.icon} size={14} />
          <span className={css.word}>{look.word}</span>
        </h2>
        <div className={css.figures}>
          <b className={css.count}>{number(column.count)}</b>
          {column.count > 0 && column.oldestDays !== null && (
            <span className={css.oldest}>{t("application.oldest", { age: ageWord(column.oldestDays, words) })}</span>
          )}
        </div>
      </header>
      <ListBox
        aria-label={`${look.word}, ${number(column.count)}`}
        className={css.cards}
        items={column.rows}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={selected ? [selected] : []}
        onSelectionChange={(keys) => {
          if (keys !== "all") for (const key of keys) onOpen(String(key));
        }}
        renderEmptyState={() => <span className={css.none}>{t("application.none")}</span>}
      >
        {(row) => (
          <ListBoxItem
            id={row.id}
            textValue={row.name || row.id}
            className={css.card}
            data-testid="application-card"
            data-id={row.id}
          >
            <Card row={row} now={now} />
          </ListBoxItem>
        )}
      </ListBox>
      {more > 0 && (
        <button type="button" className={css.more} onClick={() => onAll(column.status)}>
          {t("common.more", { count: more, number: number(more) })}
        </button>
      )}
    </section>
  );
}

function Card({ row, now }: { row: ApplicationRow; now: number }) {
  const words = useWords();
  const review = reviewWord(row, now, words);
  const long = needsPerson(row.status) && (row.ageDays ?? 0) >= 3;
  return (
    <>
      <bdi className={css.name} title={row.name}>
        {row.name || row.id}
      </bdi>
      <span className={`${css.age} ${long ? css.long : ""}`}>
        {ageWord(row.ageDays, words)}
        {row.contested && <Icon name="differs" size={12} />}
      </span>
      {review && <span className={`${css.review} ${row.reviewOverdue ? css.over : ""}`}>{review}</span>}
    </>
  );
}
