import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ActivityRow } from "../../api/types";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { PanelTitle } from "../../components/Page";
import { useWords } from "../../i18n";
import { merchantsQuery } from "../../queries/merchantQueries";
import { actWord } from "./acts";
import { Changes } from "./Changes";

/** One act: who, when, to what; before and after; what the provider answered. */
export function ActPanel({ row }: { row: ActivityRow }) {
  const go = useNavigate();
  const { t, time } = useWords();
  const { data: merchants } = useQuery(merchantsQuery);
  const merchant = merchants?.find((one) => one.id === row.merchant);
  const run = row.act?.startsWith("operation_") ? row.detail : null;
  const facts = [
    { label: t("activity.time"), value: time(row.at) },
    { label: t("activity.actor"), value: row.actor === "gangway" ? t("activity.itself") : row.actor },
    { label: t("activity.subject"), value: row.subject },
    ...(merchant ? [{ label: t("activity.merchant"), value: merchant.name }] : []),
    ...(row.detail
      ? [{ label: t(run ? "operation.operation" : "activity.detail"), value: row.detail, mono: true }]
      : []),
    ...(row.answer ? [{ label: t("activity.answer"), value: row.answer, mono: true }] : []),
    { label: t("activity.number"), value: String(row.id), mono: true },
  ];
  return (
    <>
      <PanelTitle>{actWord(row, t)}</PanelTitle>
      <Card testId="act-facts">
        <Facts facts={facts} />
      </Card>
      <Changes changes={row.changes} />
      {merchant && (
        <Button
          onPress={() =>
            go({
              to: "/merchants/$merchant/$tab",
              params: { merchant: merchant.id, tab: run ? "operations" : "stores" },
              search: { operation: run ?? undefined },
            })
          }
          testId="act-merchant"
        >
          {t(run ? "activity.toRun" : "activity.toMerchant")}
        </Button>
      )}
    </>
  );
}
