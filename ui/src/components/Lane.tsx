import type { ReactNode } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import { useWords } from "../i18n";
import { Icon, type IconName } from "./Icon";
import css from "./Lane.module.css";

/** Lanes side by side. Tab goes from lane to lane, arrow keys within one. */
export function Board({ children, testId }: { children: ReactNode; testId: string }) {
  return (
    <div className={css.board} data-testid={testId}>
      {children}
    </div>
  );
}

type Props<R> = {
  /** What all cards of the lane have in common. */
  title: { word: string; icon: IconName; tone: string };
  /** How many there are, drawn or not. */
  count: number;
  /** The lane's head around its title. */
  head(title: ReactNode): ReactNode;
  rows: R[];
  idOf(row: R): string;
  nameOf(row: R): string;
  /** What a card says below its name. */
  card(row: R): ReactNode;
  selected: string | null;
  onOpen(row: R): void;
  /** Below the cards, where there are more of them. */
  more?: ReactNode;
  testId: string;
  cardTestId: string;
};

/** The rows of one state as cards, under its name. */
export function Lane<R>({ title, count, head, rows, idOf, nameOf, card, selected, onOpen, ...rest }: Props<R>) {
  const { t, number } = useWords();
  const cards = rows.map((row) => ({ id: idOf(row), row }));
  return (
    <section className={css.lane} data-testid={rest.testId}>
      {head(
        <h2 className={css.title} data-tone={title.tone} title={title.word}>
          <Icon name={title.icon} size={14} />
          <span>{title.word}</span>
        </h2>,
      )}
      <ListBox
        aria-label={`${title.word}, ${number(count)}`}
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
          <ListBoxItem id={id} textValue={nameOf(row)} className={css.card} data-testid={rest.cardTestId} data-id={id}>
            <bdi className={css.name} title={nameOf(row)}>
              {nameOf(row)}
            </bdi>
            {card(row)}
          </ListBoxItem>
        )}
      </ListBox>
      {rest.more}
    </section>
  );
}
