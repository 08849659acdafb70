import { useQuery } from "@tanstack/react-query";
import type { QueueView as Read } from "../../api/types";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Empty, Head, Loading } from "../../components/Page";
import { useWords } from "../../i18n";
import { useAuthorize } from "../../navigation/frame";
import { queueQuery } from "../../queries/queueQueries";
import { QueueRows } from "./QueueRows";

/** The day's work: every merchant across the providers, what is next, who has to do it, and who has it. */
export function Queue() {
  const { t } = useWords();
  const { data, error } = useQuery(queueQuery);
  const authorize = useAuthorize();
  return (
    <>
      <Head title={t("place.queue")} meta={data && <Meta data={data} />} />
      {error && <FailureNote failure={asFailure(error)} />}
      {!data && !error && <Loading />}
      {data && data.rows.length === 0 && (
        <Empty
          title={t("queue.empty.title")}
          text={t("queue.empty.text")}
          action={
            <Button look="primary" icon="plus" onPress={() => authorize(null)} testId="queue-authorize">
              {t("merchants.authorize")}
            </Button>
          }
          testId="queue-empty"
        />
      )}
      {data && data.rows.length > 0 && <QueueRows data={data} />}
    </>
  );
}

function Meta({ data }: { data: Read }) {
  const { t, number } = useWords();
  const count = data.rows.filter(({ actor }) => actor === "us").length;
  return (
    <>
      <span>{t("queue.count", { count: data.rows.length, number: number(data.rows.length) })}</span>
      <span>{t("queue.forUs", { count, number: number(count) })}</span>
    </>
  );
}
