import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Differs, MerchantRow } from "../../api/types";
import { Button } from "../../components/Button";
import { Pick } from "../../components/Choice";
import { ExportMenu } from "../../components/ExportMenu";
import { Search } from "../../components/Field";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Bar, Empty, Loading, Split } from "../../components/Page";
import { useWords } from "../../i18n";
import { comparisonQuery, reviewsQuery } from "../../queries/merchantQueries";
import { useLater } from "../../queries/useLater";
import { usePlatform } from "../../queries/usePlatform";
import { ChangeChips } from "./ChangeChips";
import { DifferenceTable } from "./DifferenceTable";
import { KeepDialog } from "./dialogs";
import { ReviewPanel } from "./ReviewPanel";
import css from "./ReviewTab.module.css";
import { SignOffDialog } from "./SignOffDialog";
import { keyOf, NOW, treeAt, useSnapshotName } from "./trees";

type Dialog = "keep" | "signOff" | null;

/** What became of a merchant's stores between two looks at them, for somebody who puts their name to it. */
export function ReviewTab({ merchant }: { merchant: MerchantRow }) {
  const { t, language } = useWords();
  const platform = usePlatform();
  const { data: reviews, error } = useQuery(reviewsQuery(merchant.id));
  const [chosen, setChosen] = useState<{ from: string; to: string } | null>(null);
  const [change, setChange] = useState<Differs | null>(null);
  const [search, setSearch] = useState("");
  const [dialog, setDialog] = useState<Dialog>(null);
  const [panel, setPanel] = useState(false);
  const nameOf = useSnapshotName();
  const newest = reviews?.snapshots[0];
  const { from, to } = chosen ?? { from: newest ? keyOf(newest.id) : NOW, to: NOW };
  const comparison = useInfiniteQuery(
    comparisonQuery(
      { merchant: merchant.id, from: treeAt(from), to: treeAt(to), change, search: useLater(search, 200) },
      reviews !== undefined,
    ),
  );
  if (error) return <FailureNote failure={asFailure(error)} />;
  if (!reviews) return <Loading />;
  const options = [
    { id: NOW, label: t("review.now") },
    ...reviews.snapshots.map((one) => ({ id: keyOf(one.id), label: nameOf(one) })),
  ];
  const first = comparison.data?.pages[0];
  const rows = comparison.data?.pages.flatMap((page) => page.rows) ?? [];
  const asked = change !== null || search !== "";
  const none = reviews.snapshots.length === 0;
  return (
    <>
      <Split
        panelTitle={t("review.panel")}
        open={panel}
        onClose={() => setPanel(false)}
        testId="review-panel"
        panel={
          <ReviewPanel
            reviews={reviews}
            onKeep={() => setDialog("keep")}
            onSignOff={() => setDialog("signOff")}
            onShow={(one, other) => setChosen({ from: keyOf(one), to: keyOf(other) })}
          />
        }
      >
        <Bar>
          <Pick
            hideLabel
            label={t("review.from")}
            options={options}
            value={from}
            onChange={(id) => setChosen({ from: id, to })}
            testId="review-from"
          />
          <span className={css.with}>→</span>
          <Pick
            hideLabel
            label={t("review.to")}
            options={options}
            value={to}
            onChange={(id) => setChosen({ from, to: id })}
            testId="review-to"
          />
          <Search label={t("review.search")} value={search} onChange={setSearch} testId="review-search" />
          <ExportMenu
            label={t("export.open")}
            formats={["html", "xlsx", "csv", "json"]}
            write={(format) => platform.exportComparison(merchant.id, treeAt(from), treeAt(to), format, language)}
            disabled={!first}
            testId="review-export"
          />
          <span className={css.narrow}>
            <Button onPress={() => setPanel(true)} testId="review-panel-open">
              {t("review.panel")}
            </Button>
          </span>
        </Bar>
        {first && <ChangeChips counts={first.counts} change={change} onChange={setChange} />}
        {comparison.error && <FailureNote failure={asFailure(comparison.error)} />}
        {!first && !comparison.error && <Loading />}
        {first && rows.length === 0 && (
          <Empty
            title={t(none ? "review.first.title" : asked ? "review.noMatch" : "review.same.title")}
            text={t(none ? "review.first.text" : asked ? "review.noMatchText" : "review.same.text")}
            action={
              none && (
                <Button look="primary" onPress={() => setDialog("keep")} testId="review-keep-first">
                  {t("review.keep")}
                </Button>
              )
            }
            testId="review-empty"
          />
        )}
        {rows.length > 0 && <DifferenceTable rows={rows} />}
        {comparison.hasNextPage && (
          <div className={css.more}>
            <Button
              onPress={() => void comparison.fetchNextPage()}
              busy={comparison.isFetchingNextPage}
              testId="review-more"
            >
              {t("review.more")}
            </Button>
          </div>
        )}
      </Split>
      {dialog === "keep" && <KeepDialog merchant={merchant.id} onClose={() => setDialog(null)} />}
      {dialog === "signOff" && first && (
        <SignOffDialog
          merchant={merchant.id}
          from={treeAt(from)}
          to={treeAt(to)}
          comparison={first}
          onSigned={(signed) => {
            setChosen({ from: keyOf(signed.from), to: keyOf(signed.to) });
            setDialog(null);
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}
