import type { BatchRow, Flags, OperationStore } from "../../api/types";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { Note } from "../../components/Note";
import { PanelTitle } from "../../components/Page";
import { State } from "../../components/State";
import { OUTCOME } from "../../components/wire";
import { useWords } from "../../i18n";
import { remarkText } from "../../i18n/remarkText";
import { storeFacts } from "./storeFacts";

type Props = {
  store: OperationStore;
  batch: BatchRow | null;
  flags: Flags | null;
  integration: string;
  onDelivery(delivery: number): void;
  onClose(): void;
};

/** One store in one operation: what was asked, what was answered, and what settled it. */
export function StoreDetails({ store, batch, flags, integration, onDelivery, onClose }: Props) {
  const words = useWords();
  const { t } = words;
  const { tone, icon, word } = OUTCOME[store.state];
  const { delivery } = store;
  const facts = [
    { label: t("stores.id"), value: store.store, mono: true },
    ...storeFacts({ store, flags, integration, sentAt: batch?.sentAt ?? null }, words),
  ];
  return (
    <>
      <PanelTitle>{store.name}</PanelTitle>
      <State tone={tone} icon={icon} word={t(word)} />
      {store.message && <Note tone={tone}>{remarkText(store.message, t)}</Note>}
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
