import { ListBox, ListBoxItem } from "react-aria-components";
import type { QueueRow, Stage } from "../../api/types";
import { Icon } from "../../components/Icon";
import { providerName } from "../../components/provider";
import { useWords } from "../../i18n";
import css from "./QueueBoard.module.css";
import { isOverdue, keyOf } from "./rows";
import { STAGES } from "./view";
import { ACTOR, STAGE, STEP } from "./words";

type Props = { rows: QueueRow[]; now: number; selected: string | null; onOpen(row: QueueRow): void };

/** Cards of a lane; those beyond are counted. */
const CARDS = 60;

/** The same merchants by stage. Tab goes from stage to stage, arrow keys within one. */
export function QueueBoard(props: Props) {
  const elsewhere = props.rows.some(({ stage }) => stage === null);
  return (
    <div className={css.board} data-testid="queue-lanes">
      {STAGES.map((stage) => (
        <Lane key={stage} stage={stage} {...props} />
      ))}
      {elsewhere && <Lane stage={null} {...props} />}
    </div>
  );
}

function Lane({ stage, rows, now, selected, onOpen }: Props & { stage: Stage | null }) {
  const { t, number } = useWords();
  const look = stage && STAGE[stage];
  const word = t(look?.word ?? "queue.stage.elsewhere");
  const mine = rows.filter((row) => row.stage === stage);
  const cards = mine.slice(0, CARDS).map((row) => ({ id: keyOf(row.account), row }));
  return (
    <section className={css.lane} data-testid={`queue-lane-${stage ?? "elsewhere"}`}>
      <header className={css.head}>
        <h2 className={css.stage} data-tone={look?.tone ?? "off"} title={word}>
          <Icon name={look?.icon ?? "note"} size={14} />
          <span>{word}</span>
        </h2>
        <b>{number(mine.length)}</b>
      </header>
      <ListBox
        aria-label={`${word}, ${number(mine.length)}`}
        className={css.cards}
        items={cards}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={selected ? [selected] : []}
        onSelectionChange={(keys) => {
          const chosen = keys === "all" ? undefined : cards.find(({ id }) => keys.has(id));
          if (chosen) onOpen(chosen.row);
        }}
        renderEmptyState={() => <span className={css.none}>{t("application.none")}</span>}
      >
        {({ id, row }) => (
          <ListBoxItem id={id} textValue={row.name} className={css.card} data-testid="queue-card" data-id={id}>
            <Card row={row} now={now} />
          </ListBoxItem>
        )}
      </ListBox>
      {mine.length > CARDS && (
        <p className={css.more}>
          {t("common.more", { count: mine.length - CARDS, number: number(mine.length - CARDS) })}
        </p>
      )}
    </section>
  );
}

function Card({ row, now }: { row: QueueRow; now: number }) {
  const { t, day, span } = useWords();
  const who = row.actor === "provider" && row.provider ? providerName(row.provider) : t(ACTOR[row.actor]);
  return (
    <>
      <bdi className={css.name} title={row.name}>
        {row.name || t("queue.unnamed")}
      </bdi>
      <span className={css.line}>{row.next === "nothing" ? t(STEP.nothing) : `${who}: ${t(STEP[row.next])}`}</span>
      <span className={`${css.line} ${isOverdue(row, now) ? css.over : ""}`}>
        {[row.since && span(now - row.since), row.owner, row.dueAt && day(row.dueAt)].filter(Boolean).join(" · ")}
      </span>
    </>
  );
}
