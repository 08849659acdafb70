import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Verdict } from "../../api/types";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Search } from "../../components/Field";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Bar, Empty, Head, Loading, Split } from "../../components/Page";
import { T, useWords } from "../../i18n";
import { useTypedText, useView } from "../../navigation/useView";
import { deliveriesQuery, deliveryQuery } from "../../queries/webhookQueries";
import css from "./Deliveries.module.css";
import { DeliveryPanel } from "./DeliveryPanel";
import { DeliveryTable } from "./DeliveryTable";
import { LabDialog } from "./LabDialog";
import { ReverifySince } from "./ReverifySince";

export function Deliveries() {
  const [{ open: chosen = null, verdict = null, search: find = "" }, change] = useView("/deliveries");
  const { t, number } = useWords();
  const [search, setSearch] = useTypedText(find, (search) => change({ search }));
  const [lab, setLab] = useState(false);
  const [again, setAgain] = useState(false);
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(
    deliveriesQuery(verdict, find),
  );
  const { data: view } = useQuery(deliveryQuery(chosen));
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const first = data?.pages[0];
  const chip = (id: Verdict | null, label: string, count?: number) => (
    <Chip
      on={verdict === id}
      onChange={() => change({ verdict: id ?? undefined })}
      label={label}
      count={count === undefined ? undefined : number(count)}
      testId={`filter-${id ?? "all"}`}
    />
  );
  const asked = find !== "" || verdict !== null;
  const panel =
    view && chosen !== null ? <DeliveryPanel view={view} /> : <p className={css.hint}>{t("deliveries.choose")}</p>;
  return (
    <>
      <Head
        title={t("place.deliveries")}
        actions={
          <>
            {first && first.rejected > 0 && (
              <Button onPress={() => setAgain(true)} testId="deliveries-reverify">
                {t("deliveries.reverifyAll", { count: first.rejected })}
              </Button>
            )}
            <Button icon="search" onPress={() => setLab(true)} testId="lab-open">
              {t("lab.open")}
            </Button>
          </>
        }
        meta={
          first && (
            <>
              <span>
                <T id="deliveries.today" values={{ number: number(first.today) }} />
              </span>
              <span>
                <T id="deliveries.rejected" values={{ number: number(first.rejected) }} />
              </span>
            </>
          )
        }
      />
      <Split
        panelTitle={t("deliveries.delivery")}
        open={chosen !== null}
        onClose={() => change({ open: undefined })}
        panel={panel}
        testId="delivery-panel"
      >
        <Bar>
          <Search label={t("deliveries.search")} value={search} onChange={setSearch} testId="deliveries-search" />
          {chip(null, t("common.all"), verdict === null && first ? first.total : undefined)}
          {chip("verified", t("verdict.verified"))}
          {chip("rejected", t("verdict.rejected"), first?.rejected)}
        </Bar>
        {error && <FailureNote failure={asFailure(error)} />}
        {!data && !error && <Loading />}
        {data && rows.length === 0 && (
          <Empty
            title={t(asked ? "deliveries.noMatch" : "deliveries.empty.title")}
            text={t(asked ? "deliveries.noMatchText" : "deliveries.empty.text")}
          />
        )}
        {rows.length > 0 && <DeliveryTable rows={rows} selected={chosen} onOpen={(open) => change({ open })} />}
        {hasNextPage && (
          <div className={css.more}>
            <Button onPress={() => void fetchNextPage()} busy={isFetchingNextPage} testId="deliveries-older">
              {t("common.older")}
            </Button>
          </div>
        )}
      </Split>
      {again && <ReverifySince onClose={() => setAgain(false)} />}
      {lab && <LabDialog onClose={() => setLab(false)} />}
    </>
  );
}
