import { useNavigate } from "@tanstack/react-router";
import type { QueueRow } from "../../api/types";
import { statusOf } from "../../components/applicationStatus";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { PanelTitle } from "../../components/Page";
import { providerName } from "../../components/provider";
import { State } from "../../components/State";
import { useNarrow } from "../../components/useNarrow";
import { useWords } from "../../i18n";
import { QueueKept } from "./QueueKept";
import css from "./QueuePanel.module.css";
import { StageOf } from "./QueueTable";
import { useStepAct } from "./useStepAct";
import { ACTOR, STEP } from "./words";

type Props = { row: QueueRow; now: number; me: string; owners: string[]; tags: string[] };

/** One merchant: how far it is at each provider, what is next, and what people keep about it. */
export function QueuePanel({ row, now, me, owners, tags }: Props) {
  const go = useNavigate();
  const { t, ago, number } = useWords();
  const narrow = useNarrow();
  const act = useStepAct()(row);
  const who = row.actor === "provider" && row.provider ? providerName(row.provider) : t(ACTOR[row.actor]);
  const name = row.name || t("queue.unnamed");
  const { application, merchant, business } = row;
  const facts = [
    { label: "Rappi", value: <StageOf row={row} /> },
    ...(row.stores > 0
      ? [
          {
            label: t("merchants.stores"),
            value: t("merchants.share", { integrated: number(row.integrated), total: number(row.stores) }),
          },
        ]
      : []),
    { label: "Rainforest", value: application ? <State {...statusOf(application.status, t)} /> : "–" },
    {
      label: "Ratepay",
      value:
        row.subscriptions === null
          ? "–"
          : row.subscriptions.differing > 0
            ? t("business.notAsMeant", {
                count: row.subscriptions.differing,
                number: number(row.subscriptions.differing),
              })
            : t("queue.inSync"),
    },
  ];
  return (
    <>
      <PanelTitle>
        <bdi>{name}</bdi>
      </PanelTitle>
      {narrow && <bdi className={css.name}>{name}</bdi>}
      <section className={css.next} data-testid="queue-next">
        <b>{row.next === "nothing" ? t(STEP.nothing) : `${who}: ${t(STEP[row.next])}`}</b>
        {row.since !== null && <span className={css.since}>{ago(row.since, now)}</span>}
        {act && row.next !== "nothing" && (
          <Button look="primary" onPress={() => act()} testId="queue-step">
            {t("need.open")}
          </Button>
        )}
      </section>
      <Card>
        <Facts facts={facts} />
      </Card>
      <div className={css.ways}>
        {merchant && (
          <Button
            look="link"
            onPress={() => go({ to: "/merchants/$merchant/$tab", params: { merchant, tab: "stores" } })}
            testId="queue-to-merchant"
          >
            {t("queue.toMerchant")}
          </Button>
        )}
        {application && (
          <Button
            look="link"
            onPress={() => go({ to: "/applications", search: { open: application.id } })}
            testId="queue-to-application"
          >
            {t("queue.toApplication")}
          </Button>
        )}
        {business && (
          <Button
            look="link"
            onPress={() => go({ to: "/businesses/$business", params: { business } })}
            testId="queue-to-business"
          >
            {t("queue.toBusiness")}
          </Button>
        )}
      </div>
      {row.keeps && <QueueKept row={row} now={now} me={me} owners={owners} tags={tags} />}
    </>
  );
}
