import { Button, Cell, Column, Row, Table, TableBody, TableHeader } from "react-aria-components";
import type { SubscriptionRow, Subscriptions } from "../../api/types";
import { Icon } from "../../components/Icon";
import table from "../../components/Table.module.css";
import { useDrawn } from "../../components/useDrawn";
import { useWords } from "../../i18n";
import { driftOf, isCompared } from "./drift";
import css from "./Matrix.module.css";

type Props = {
  all: Subscriptions;
  /** Those that the filter shows. */
  shown: SubscriptionRow[];
  selected: string | null;
  onOpen(id: string): void;
  onNew(event: string, url: string): void;
};

/** Addresses that are drawn at once. */
const DRAWN = 50;

/** Who gets what: addresses down, event types across. A filled cell opens its subscription, an empty one makes it. */
export function Matrix({ all: { matrix, rows }, shown, selected, onOpen, onNew }: Props) {
  const { t } = useWords();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const cells = new Map(matrix.cells.map((cell) => [`${cell.event} ${cell.address}`, cell]));
  const compared = rows.filter((row) => isCompared(row.provider));
  /** Only somebody's own address can get more: an endpoint of ours is for one event type. */
  const theirs = new Set(compared.filter((row) => !row.endpoint).map((row) => row.url));
  const known = new Set(compared.map((row) => row.event));
  const isFree = (event: string, url: string) => theirs.has(url) && known.has(event);
  const places = (texts: string[], text: (row: SubscriptionRow) => string) => {
    const asked = new Set(shown.map(text));
    return texts.flatMap((one, index) => (asked.has(one) ? [{ one, index }] : []));
  };
  const events = places(matrix.events, (row) => row.event);
  const addresses = places(matrix.addresses, (row) => row.url);
  const { drawn, end } = useDrawn(addresses, DRAWN);
  const show = (event: number, address: number) => {
    const cell = cells.get(`${event} ${address}`);
    const [name, url] = [matrix.events[event], matrix.addresses[address]];
    if (!cell && !isFree(name, url)) return null;
    if (!cell)
      return (
        <Button
          className={css.add}
          aria-label={t("matrix.add", { event: name, url })}
          onPress={() => onNew(name, url)}
          data-testid="matrix-add"
        >
          <Icon name="plus" size={14} />
        </Button>
      );
    const here = cell.rows.flatMap((id) => byId.get(id) ?? []);
    // Where several share a cell, the one that needs a person stands for all.
    const first = here.find((row) => row.drift !== "in_sync") ?? here[0];
    const drift = driftOf(first);
    return (
      <Button
        className={`${css.cell} ${first.id === selected ? css.selected : ""}`}
        data-tone={drift.tone}
        aria-label={t("matrix.cell", { event: name, url, state: t(drift.word) })}
        onPress={() => onOpen(first.id)}
        data-testid="matrix-cell"
      >
        <Icon name={drift.icon} size={14} />
        <span className={css.word}>{t(drift.word)}</span>
        {here.length > 1 && <b>{here.length}</b>}
      </Button>
    );
  };
  return (
    <div className={table.scroll}>
      <Table aria-label={t("matrix.label")} className={css.table}>
        <TableHeader>
          <Column id="address" isRowHeader className={css.corner}>
            {t("subscription.url")}
          </Column>
          {events.map(({ one: event }) => (
            <Column key={event} id={`e ${event}`} className={css.event}>
              <span title={event}>{event}</span>
            </Column>
          ))}
        </TableHeader>
        <TableBody>
          {drawn.map(({ one: url, index: address }) => (
            <Row key={url} id={url} className={css.row}>
              <Cell className={css.url}>
                <span title={url}>{url}</span>
              </Cell>
              {events.map(({ one: event, index }) => (
                <Cell key={event} className={css.place}>
                  {show(index, address)}
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </Table>
      {end}
    </div>
  );
}
