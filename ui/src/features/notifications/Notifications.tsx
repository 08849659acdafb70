import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { NotificationState } from "../../api/types";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Note } from "../../components/Note";
import { Empty, Head, Loading, Split } from "../../components/Page";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { useTypedText, useView } from "../../navigation/useView";
import { notificationsQuery } from "../../queries/notificationQueries";
import { usePlatform } from "../../queries/usePlatform";
import { Bounced } from "./Bounced";
import { NotificationBar } from "./NotificationBar";
import { NotificationPanel } from "./NotificationPanel";
import css from "./Notifications.module.css";
import { NotificationTable } from "./NotificationTable";

/** What people were told of applications, what not, and why. */
export function Notifications() {
  const [view, change] = useView("/notifications");
  const { open: chosen = null, state = null, channel = null, merchant = null, search: find = "" } = view;
  const [search, setSearch] = useTypedText(find, (search) => change({ search }));
  const go = useNavigate();
  const { t, number } = useWords();
  const platform = usePlatform();
  const [returned, setReturned] = useState<string | null>(null);
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(
    notificationsQuery({ state, channel, merchant, search: find }),
  );
  const [read, reading] = useAct((ids: string[]) => platform.readNotifications(ids));
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const first = data?.pages[0];
  const count = (of: NotificationState | null) =>
    (first?.counts ?? []).filter((one) => of === null || one.state === of).reduce((sum, one) => sum + one.count, 0);
  const choose = (id: string) => {
    change({ open: id });
    if (rows.find((row) => row.id === id)?.unread) read([id]);
  };
  const selected = rows.find((row) => row.id === chosen);
  const only = () => selected && change({ merchant: selected.merchant });
  const any = state !== null || channel !== null || merchant !== null || find !== "";
  return (
    <>
      <Head
        title={t("place.notifications")}
        meta={first && <span>{t("notification.total", { count: count(null), number: number(count(null)) })}</span>}
        actions={
          <>
            <Button isDisabled={!first?.unread} busy={reading} onPress={() => read([])} testId="notifications-read">
              {t("notices.readAll")}
            </Button>
            <Button
              icon="settings"
              onPress={() => go({ to: "/settings/notifications" })}
              testId="notifications-settings"
            >
              {t("place.settings")}
            </Button>
          </>
        }
      />
      <Split
        panelTitle={t("notification.one")}
        open={chosen !== null && returned === null}
        onClose={() => change({ open: undefined })}
        panel={
          chosen === null ? (
            <p className={css.hint}>{t("notification.choose")}</p>
          ) : (
            <NotificationPanel
              key={chosen}
              id={chosen}
              sending={first?.sending ?? false}
              onBounce={() => setReturned(chosen)}
              onOnly={selected && merchant === null ? only : undefined}
            />
          )
        }
        testId="notification-panel"
      >
        <NotificationBar
          search={search}
          onSearch={setSearch}
          view={view}
          merchantName={rows.find((row) => row.merchant === merchant)?.merchantName ?? merchant}
          onChange={change}
          count={(of) => (first ? count(of) : 0)}
        />
        {first && !first.sending && (
          <div className={css.note}>
            <Note tone="doubt" icon="lock" testId="preview-only">
              <b>{t("notifications.off")}</b>
              {t("notifications.offText")}
            </Note>
          </div>
        )}
        {error && <FailureNote failure={asFailure(error)} />}
        {!data && !error && <Loading />}
        {data && rows.length === 0 && (
          <Empty
            title={t(any ? "notification.noMatch" : "notification.empty")}
            text={t(any ? "notification.noMatchText" : "notification.emptyText")}
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
      {/* Not in the panel, which becomes a drawer and back as the window's width changes; the drawer waits meanwhile. */}
      {returned && <Bounced id={returned} onClose={() => setReturned(null)} />}
    </>
  );
}
