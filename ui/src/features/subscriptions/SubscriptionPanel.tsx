import { useState } from "react";
import type { AddressReport, SubscriptionRow } from "../../api/types";
import { Card, Facts } from "../../components/Card";
import { Copyable } from "../../components/Copyable";
import { Note } from "../../components/Note";
import { PanelTitle } from "../../components/Page";
import { providerName } from "../../components/provider";
import { useWords } from "../../i18n";
import type { Decision } from "./ActDialog";
import { AddressCheck } from "./AddressCheck";
import { driftOf, isCompared } from "./drift";
import { Rotation } from "./Rotation";
import { RowActs } from "./RowActs";
import css from "./SubscriptionPanel.module.css";

type Props = {
  row: SubscriptionRow;
  onChange(): void;
  onDecide(decision: Decision): void;
};

/** One subscription: how it stands, what differs, and what can be done with it. */
export function SubscriptionPanel({ row, onChange, onDecide }: Props) {
  const { t, moment, list } = useWords();
  const [report, setReport] = useState<AddressReport | null>(null);
  const drift = driftOf(row);
  const isOurs = row.endpoint !== null || !isCompared(row.provider);
  const facts = [
    { label: t("subscription.provider"), value: providerName(row.provider) },
    ...(row.subscription ? [{ label: t("subscription.id"), value: row.subscription, mono: true }] : []),
    { label: t("subscription.endpoint"), value: t(isOurs ? "subscription.ours" : "subscription.theirs") },
    { label: t("subscription.secret"), value: t(`secret.${row.secret}` as const) },
    ...(row.madeAt === null ? [] : [{ label: t("subscription.madeAt"), value: moment(row.madeAt) }]),
  ];
  // What may be long or differ stands in full.
  const values = [
    { label: t("subscription.url"), value: row.url },
    { label: t("subscription.remoteUrl"), value: row.remoteUrl },
    { label: t("subscription.remoteEvent"), value: row.remoteEvent },
  ].flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]));
  const explain = row.underWay
    ? t("explain.under_way")
    : isCompared(row.provider)
      ? t(row.drift === "differs" && isOurs ? "explain.differsOurs" : `explain.${row.drift}`, {
          fields: list(row.fields.map((field) => t(`field.${field}`))),
        })
      : t(`provider.${row.provider}.text`);
  return (
    <>
      <PanelTitle>{row.event}</PanelTitle>
      <Note tone={drift.tone} icon={drift.icon} testId="subscription-state">
        <b>{t(drift.word)}</b>
        <span>{explain}</span>
      </Note>
      <section className={css.values}>
        {values.map(({ label, value }) => (
          <div key={label}>
            <h3>{label}</h3>
            <p className={css.value}>
              <Copyable text={value} what={label} />
            </p>
          </div>
        ))}
      </section>
      <Card>
        <Facts facts={facts} />
      </Card>
      {row.secretShared && <Note tone="doubt">{t("warning.secret_shared")}</Note>}
      {row.rotation && <Rotation rotation={row.rotation} provider={row.provider} />}
      <RowActs row={row} onChange={onChange} onDecide={onDecide} />
      {row.can.includes("check") && !row.endpoint && (
        <AddressCheck url={row.url} row={row.id} report={report} onReport={setReport} />
      )}
    </>
  );
}
