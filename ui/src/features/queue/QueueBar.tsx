import type { QueueRow } from "../../api/types";
import { Chip } from "../../components/Chip";
import { Pick } from "../../components/Choice";
import { Search } from "../../components/Field";
import { Bar } from "../../components/Page";
import { ViewSwitch } from "../../components/ViewSwitch";
import { useWords } from "../../i18n";
import { isSnoozed, NOBODY } from "./rows";
import { ACTORS, DUES, type Due, type Shown, STAGES } from "./view";
import { ACTOR, STAGE } from "./words";

type Props = {
  rows: QueueRow[];
  /** Those that are asked for, whoever acts. */
  all: QueueRow[];
  me: string;
  now: number;
  shown: Shown;
  search: string;
  onSearch(search: string): void;
  onChange(more: Partial<Shown>): void;
};

const ANY = "any";
const several = (word: string) => ({ id: "several", label: word });

/** Which merchants are shown, and how. */
export function QueueBar({ rows, all, me, now, shown, search, onSearch, onChange }: Props) {
  const { t, number } = useWords();
  const { view = "table", actor = [], stage = [], owner, tag, due, snoozed = false } = shown;
  const owners = [...new Set([me, ...rows.flatMap((row) => row.owner ?? [])])].sort();
  const tags = [...new Set(rows.flatMap((row) => row.tags))].sort();
  const asleep = rows.filter((row) => isSnoozed(row, now)).length;
  const toggled = (one: (typeof ACTORS)[number], on: boolean) =>
    ACTORS.filter((known) => (known === one ? on : actor.includes(known)));
  return (
    <Bar>
      <ViewSwitch views={["table", "board"]} value={view} onChange={(view) => onChange({ view })} testId="queue" />
      <Search label={t("queue.search")} value={search} onChange={onSearch} testId="queue-search" />
      {ACTORS.map((one) => (
        <Chip
          key={one}
          on={actor.includes(one)}
          onChange={(on) => onChange({ actor: toggled(one, on) })}
          label={t(ACTOR[one])}
          count={number(all.filter((row) => row.actor === one).length)}
          testId={`queue-actor-${one}`}
        />
      ))}
      <Pick
        hideLabel
        label={t("queue.stage")}
        options={[
          { id: ANY, label: t("queue.anyStage") },
          ...STAGES.map((id) => ({ id: id as string, label: t(STAGE[id].word) })),
          ...(stage.length > 1 ? [several(t("queue.severalStages"))] : []),
        ]}
        value={stage.length > 1 ? "several" : (stage[0] ?? ANY)}
        onChange={(id) => onChange({ stage: STAGES.filter((known) => known === id) })}
        testId="queue-stage"
      />
      <Pick
        hideLabel
        label={t("queue.owner")}
        options={[
          { id: ANY, label: t("queue.anyOwner") },
          ...owners.map((id) => ({ id, label: id === me ? t("queue.mine", { me }) : id })),
          { id: NOBODY, label: t("queue.noOwner") },
        ]}
        value={owner ?? ANY}
        onChange={(id) => onChange({ owner: id === ANY ? undefined : id })}
        testId="queue-owner"
      />
      <Pick
        hideLabel
        label={t("queue.due")}
        options={[
          { id: ANY, label: t("queue.anyDue") },
          ...DUES.map((id) => ({ id: id as string, label: t(`queue.due.${id}`) })),
        ]}
        value={due ?? ANY}
        onChange={(id) => onChange({ due: DUES.find((known: Due) => known === id) })}
        testId="queue-due"
      />
      {tags.length > 0 && (
        <Pick
          hideLabel
          label={t("queue.tag")}
          options={[{ id: ANY, label: t("queue.anyTag") }, ...tags.map((id) => ({ id, label: id }))]}
          value={tag ?? ANY}
          onChange={(id) => onChange({ tag: id === ANY ? undefined : id })}
          testId="queue-tag"
        />
      )}
      {(asleep > 0 || snoozed) && (
        <Chip
          on={snoozed}
          onChange={(snoozed) => onChange({ snoozed })}
          label={t("queue.snoozed")}
          count={number(asleep)}
          testId="queue-snoozed"
        />
      )}
    </Bar>
  );
}
