import { useState } from "react";
import { usePlatform } from "../../data/platform";
import { useNotifications } from "../../data/tellingQueries";
import { useAct } from "../../data/useAct";
import { useLater } from "../../data/useLater";
import { FailureNote } from "../../failures/FailureNote";
import { asFailure } from "../../failures/table";
import type { Go } from "../../frame/place";
import { Button } from "../../parts/Button";
import { Chip } from "../../parts/Chip";
import { Search } from "../../parts/Field";
import { Note } from "../../parts/Note";
import { Bar, Empty, Head, Loading, Split } from "../../parts/Page";
import type { NotificationState } from "../../platform/types";
import { useWords } from "../../words";
import { NotificationPanel } from "./NotificationPanel";
import css from "./Notifications.module.css";
import { NotificationTable } from "./NotificationTable";
import { STATES } from "./words";

/** What people were told of applications, what not, and why. */
export function Notifications({ open, go }: { open: string | null; go: Go }) {
  const { t, number } = useWords();
  const platform = usePlatform();
  const [state, setState] = useState<NotificationState | null>(null);
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<string | null>(open);
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useNotifications(
    state,
    useLater(search, 200),
  );
  const [read, reading] = useAct(() => platform.readNotifications([]));
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const first = data?.pages[0];
  const count = (of: NotificationState | null) =>
    (first?.counts ?? []).filter((one) => of === null || one.state === of).reduce((sum, one) => sum + one.count, 0);
  const choose = (id: string) => {
    setChosen(id);
    if (rows.find((row) => row.id === id)?.unread) void platform.readNotifications([id]);
  };
  const chip = (of: NotificationState | null) => (
    <Chip
      key={of ?? "all"}
      on={state === of}
      onChange={() => setState(of)}
      label={of ? t(`notification.state.${of}`) : t("common.all")}
      count={first && count(of) > 0 ? number(count(of)) : undefined}
      testId={`notifications-${of ?? "all"}`}
    />
  );
  const asked = state !== null || search !== "";
  return (
    <>
      <Head
        title={t("place.notifications")}
        meta={first && <span>{t("notification.total", { count: count(null), number: number(count(null)) })}</span>}
        actions={
          <>
            <Button isDisabled={!first?.unread} busy={reading} onPress={() => read()} testId="notifications-read">
              {t("notices.readAll")}
            </Button>
            <Button
              icon="settings"
              onPress={() => go({ at: "settings", section: "notifications" })}
              testId="notifications-settings"
            >
              {t("place.settings")}
            </Button>
          </>
        }
      />
      <Split
        panelTitle={t("notification.one")}
        open={chosen !== null}
        onClose={() => setChosen(null)}
        panel={
          chosen === null ? (
            <p className={css.hint}>{t("notification.choose")}</p>
          ) : (
            <NotificationPanel key={chosen} id={chosen} sending={first?.sending ?? false} go={go} />
          )
        }
        testId="notification-panel"
      >
        <Bar>
          <Search label={t("notification.search")} value={search} onChange={setSearch} testId="notifications-search" />
          {[null, ...STATES].map(chip)}
        </Bar>
        {first && !first.sending && (
          <div className={css.note}>
            <Note tone="doubt" icon="lock" testId="preview-only">
              <b>{t("telling.off")}</b>
              {t("telling.offText")}
            </Note>
          </div>
        )}
        {error && <FailureNote failure={asFailure(error)} />}
        {!data && !error && <Loading />}
        {data && rows.length === 0 && (
          <Empty
            title={t(asked ? "notification.noMatch" : "notification.empty")}
            text={t(asked ? "notification.noMatchText" : "notification.emptyText")}
          />
        )}
        {rows.length > 0 && <NotificationTable rows={rows} selected={chosen} onOpen={choose} />}
        {hasNextPage && (
          <div className={css.more}>
            <Button onPress={() => void fetchNextPage()} busy={isFetchingNextPage} testId="notifications-older">
              {t("common.older")}
            </Button>
          </div>
        )}
      </Split>
    </>
  );
}
