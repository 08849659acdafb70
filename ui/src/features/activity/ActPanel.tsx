import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ActivityRow } from "../../api/types";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { PanelTitle } from "../../components/Page";
import { useWords } from "../../i18n";
import { merchantsQuery } from "../../queries/merchantQueries";
import css from "./ActPanel.module.css";
import { actWord, factWord, valueWord } from "./acts";

/** One act: who, when, to what; before and after; what the provider answered. */
export function ActPanel({ row }: { row: ActivityRow }) {
  const go = useNavigate();
  const words = useWords();
  const { t, time } = words;
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
      {row.changes.length > 0 && (
        <section>
          <h3>{t("activity.changes")}</h3>
          <table className={css.changes} data-selectable data-testid="act-changes">
            <thead>
              <tr>
                <th scope="col">{t("activity.fact")}</th>
                <th scope="col">{t("activity.before")}</th>
                <th scope="col">{t("activity.after")}</th>
              </tr>
            </thead>
            <tbody>
              {row.changes.map((change) => (
                <tr key={change.what}>
                  <th scope="row">{factWord(change.what, t)}</th>
                  <td>{valueWord(change.what, change.before, words)}</td>
                  <td>{valueWord(change.what, change.after, words)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
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
