import { useState } from "react";
import type { QueueView as Read } from "../../api/types";
import { Button } from "../../components/Button";
import { MasterDetail } from "../../components/MasterDetail";
import { Empty } from "../../components/Page";
import { useNarrow } from "../../components/useNarrow";
import { useWords } from "../../i18n";
import { useTypedText, useView } from "../../navigation/useView";
import { useNow } from "../../queries/useNow";
import { QueueBar } from "./QueueBar";
import { QueueBoard } from "./QueueBoard";
import { QueuePanel } from "./QueuePanel";
import { QueueSelection } from "./QueueSelection";
import { QueueTable } from "./QueueTable";
import { asked, keyOf, sorted } from "./rows";

const NONE: ReadonlySet<string> = new Set();

/** Those that are asked for, as a table or by stage, with what can be done about one or many. */
export function QueueRows({ data: { rows, me } }: { data: Read }) {
  const { t, numbers } = useWords();
  const now = useNow(30_000);
  const narrow = useNarrow();
  const [shown, change] = useView("/queue");
  const [search, setSearch] = useTypedText(shown.search ?? "", (search) => change({ search }));
  const [marked, setMarked] = useState(NONE);
  const { view = "table", sort: by = "next", down = false, open } = shown;
  const found = asked(rows, { ...shown, search }, now);
  const listed = sorted(found.rows, by, down, numbers);
  const chosen = rows.find(({ account }) => keyOf(account) === open);
  const inView = listed.filter(({ account }) => marked.has(keyOf(account)));
  const known = rows.filter(({ account }) => marked.has(keyOf(account))).length;
  const owners = [...new Set([me, ...rows.flatMap(({ owner }) => owner ?? [])])].sort();
  const tags = [...new Set(rows.flatMap(({ tags }) => tags))].sort();
  const choose = (open: string | undefined) => change({ open });
  return (
    <MasterDetail
      title={t("queue.merchant")}
      detail={chosen ? <QueuePanel key={open} row={chosen} now={now} me={me} owners={owners} tags={tags} /> : null}
      onClose={() => choose(undefined)}
      testId="queue"
    >
      <QueueBar
        rows={rows}
        all={found.all}
        me={me}
        now={now}
        shown={shown}
        search={search}
        onSearch={setSearch}
        onChange={change}
      />
      {listed.length === 0 && (
        <Empty
          title={t("queue.noMatch")}
          text={t("queue.noMatchText")}
          action={
            <Button
              onPress={() => {
                setSearch("");
                change({ stage: [], actor: [], owner: undefined, tag: undefined, due: undefined, snoozed: false });
              }}
              testId="queue-clear-filters"
            >
              {t("queue.clearFilters")}
            </Button>
          }
          testId="queue-no-match"
        />
      )}
      {listed.length > 0 && view === "table" && (
        <QueueTable
          rows={listed}
          now={now}
          beside={chosen !== undefined && !narrow}
          sort={{ by, falling: down }}
          onSort={({ by, falling }) => change({ sort: by === "next" ? undefined : by, down: falling })}
          marked={marked}
          onMark={setMarked}
          onOpen={({ account }) => choose(keyOf(account))}
        />
      )}
      {listed.length > 0 && view === "board" && (
        <QueueBoard rows={listed} now={now} selected={open ?? null} onOpen={({ account }) => choose(keyOf(account))} />
      )}
      {known > 0 && view === "table" && (
        <QueueSelection
          rows={inView}
          hidden={known - inView.length}
          me={me}
          owners={owners}
          tags={tags}
          onClear={() => setMarked(NONE)}
        />
      )}
    </MasterDetail>
  );
}
