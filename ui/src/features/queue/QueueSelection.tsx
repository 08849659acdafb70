import { useState } from "react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { QueueRow } from "../../api/types";
import { BulkBar } from "../../components/BulkBar";
import { Button } from "../../components/Button";
import menu from "../../components/Menu.module.css";
import { useNotices } from "../../components/notices/notices";
import { SnoozeMenu } from "../../components/SnoozeMenu";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import { DueMenu } from "./DueMenu";
import { useKeep } from "./useKeep";
import { WordDialog } from "./WordDialog";

type Props = {
  /** The chosen ones that are shown. */
  rows: QueueRow[];
  /** Chosen ones that the filter hides. */
  hidden: number;
  me: string;
  owners: string[];
  tags: string[];
  onClear(): void;
};

/** One act for all that are chosen. */
export function QueueSelection({ rows, hidden, me, owners, tags, onClear }: Props) {
  const { t, number } = useWords();
  const platform = usePlatform();
  const { done, warn } = useNotices();
  const [keep, keeping] = useKeep(rows.filter(({ keeps }) => keeps).map(({ account }) => account));
  const [asks, setAsks] = useState<"owner" | "tag" | null>(null);
  const merchants = rows.flatMap(({ merchant }) => merchant ?? []);
  const [refresh, refreshing] = useAct(async () => {
    let failed = 0;
    // One after the other: the provider counts calls.
    for (const merchant of merchants) await platform.refreshStores(merchant).catch(() => failed++);
    const read = merchants.length - failed;
    if (read > 0) done(t("queue.refreshed", { count: read, number: number(read) }));
    if (failed > 0) warn(t("queue.notRefreshed", { count: failed, number: number(failed) }));
  });
  const assign = (owner: string) => keep({ kind: "owner", owner });
  const onOwner = (key: string) => {
    if (key === "me") assign(me);
    else if (key === "nobody") keep({ kind: "owner", owner: null });
    else setAsks("owner");
  };
  return (
    <BulkBar
      selected={rows.length + hidden}
      hidden={hidden}
      onClear={onClear}
      testId="queue-selection"
      clearTestId="queue-clear"
    >
      <MenuTrigger>
        <Button busy={keeping} testId="queue-assign">
          {t("queue.assign")}
        </Button>
        <Popover className={menu.popover}>
          <Menu className={menu.menu} aria-label={t("queue.assign")} onAction={(key) => onOwner(String(key))}>
            {(["me", "someone", "nobody"] as const).map((id) => (
              <MenuItem key={id} id={id} className={menu.item} data-testid={`queue-assign-${id}`}>
                {t(`queue.assign.${id}`, { me })}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <DueMenu label={t("queue.due")} onDue={(dueAt) => keep({ kind: "due", dueAt })} testId="queue-set-due" />
      <Button onPress={() => setAsks("tag")} testId="queue-add-tag">
        {t("queue.addTag")}
      </Button>
      <SnoozeMenu word={t("snooze.open")} onSnooze={(until) => keep({ kind: "snooze", until })} testId="queue-snooze" />
      {merchants.length > 0 && (
        <Button icon="sync" busy={refreshing} onPress={() => refresh()} testId="queue-refresh">
          {t("queue.refresh", { count: merchants.length, number: number(merchants.length) })}
        </Button>
      )}
      {asks && (
        <WordDialog
          title={t(asks === "owner" ? "queue.assign" : "queue.addTag")}
          label={t(asks === "owner" ? "queue.owner" : "queue.tag")}
          suggestions={asks === "owner" ? owners : tags}
          onWord={(word) => (asks === "owner" ? assign(word) : keep({ kind: "add_tag", tag: word }))}
          onClose={() => setAsks(null)}
          testId={`queue-ask-${asks}`}
        />
      )}
    </BulkBar>
  );
}
