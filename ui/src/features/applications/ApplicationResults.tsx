import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Empty } from "../../components/Page";
import { useWords } from "../../i18n";
import { applicationsQuery } from "../../queries/applicationQueries";
import css from "./Applications.module.css";
import { ApplicationTable } from "./ApplicationTable";
import type { Asked } from "./asked";
import { Views } from "./Views";

type Props = {
  asked: Asked;
  onAsk(asked: Asked): void;
  now: number;
  chosen: string | null;
  onOpen(id: string): void;
};

/** The table of those that were asked for, page after page. */
export function ApplicationResults({ asked, onAsk, now, chosen, onOpen }: Props) {
  const { t, number } = useWords();
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(applicationsQuery(asked));
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  return (
    <>
      <Views asked={asked} onAsk={onAsk} />
      {error && <FailureNote failure={asFailure(error)} />}
      {data && rows.length === 0 && <Empty title={t("application.noMatch")} text={t("application.noMatchText")} />}
      {rows.length > 0 && <ApplicationTable rows={rows} now={now} selected={chosen} onOpen={onOpen} />}
      {hasNextPage && (
        <div className={css.more}>
          <Button onPress={() => void fetchNextPage()} busy={isFetchingNextPage} testId="applications-more">
            {t("common.more", { count: total - rows.length, number: number(total - rows.length) })}
          </Button>
        </div>
      )}
      {data && !hasNextPage && rows.length > 0 && (
        <p className={css.all}>{t("application.allShown", { count: total, number: number(total) })}</p>
      )}
    </>
  );
}
