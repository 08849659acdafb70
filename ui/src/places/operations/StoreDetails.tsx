import { Button } from "../../parts/Button";
import { Card, Facts } from "../../parts/Card";
import { Note } from "../../parts/Note";
import { PanelTitle } from "../../parts/Page";
import { State } from "../../parts/State";
import { OUTCOME } from "../../parts/wire";
import type { BatchRow, Flags, OperationStore } from "../../platform/types";
import { useWords } from "../../words";

type Props = {
  store: OperationStore;
  batch: BatchRow | null;
  flags: Flags;
  integration: string;
  onDelivery(delivery: number): void;
  onClose(): void;
};

/** One store in one operation: what was asked, what was answered, and what settled it. */
export function StoreDetails({ store, batch, flags, integration, onDelivery, onClose }: Props) {
  const { t, time, number } = useWords();
  const { tone, icon, word } = OUTCOME[store.state];
  const { delivery } = store;
  const on = (["pingActive", "getMenuActive", "cancellationEvents"] as const).filter((flag) => flags[flag]);
  const facts = [
    { label: t("stores.id"), value: store.store, mono: true },
    { label: t("plan.integration"), value: integration, mono: true },
    { label: t("details.asked"), value: [flags.status, ...on].join(" · "), mono: true },
    { label: t("details.sent"), value: batch?.sentAt ? time(batch.sentAt) : "–" },
    { label: t("batch.batch"), value: number(store.batch + 1) },
    { label: t("details.batchId"), value: store.batchId ?? "–", mono: true },
    { label: t("batch.answer"), value: store.answer ?? "–" },
    { label: t("details.code"), value: store.code === null ? "–" : String(store.code) },
    { label: t("details.settledBy"), value: store.settledBy ? t(`settledBy.${store.settledBy}`) : "–" },
    { label: t("details.at"), value: store.at === null ? "–" : time(store.at) },
  ];
  return (
    <>
      <PanelTitle>{store.name}</PanelTitle>
      <State tone={tone} icon={icon} word={t(word)} />
      {store.message && <Note tone={tone}>{store.message}</Note>}
      <Card testId="store-details">
        <Facts facts={facts} />
      </Card>
      {delivery !== null && (
        <Button wide onPress={() => onDelivery(delivery)} testId="store-delivery">
          {t("details.delivery")}
        </Button>
      )}
      <Button look="ghost" wide onPress={onClose}>
        {t("details.toOperation")}
      </Button>
    </>
  );
}
