import { useEffect, useRef, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { Empty, Loading } from "../../components/Page";
import type { Outcome } from "../../components/wire";
import { useWords } from "../../i18n";
import type { Go, MerchantTab, Place } from "../../navigation/place";
import { useMerchants, useOperations } from "../../queries/queries";
import { ImportDialog } from "../import/ImportDialog";
import { useImport } from "../import/useImport";
import { OperationsTab } from "../operations/OperationsTab";
import type { Panel } from "../operations/panel";
import { ReviewTab } from "../review/ReviewTab";
import { StoresTab } from "../stores/StoresTab";
import { useExport } from "../stores/useExport";
import { DriftTab } from "./DriftTab";
import { MerchantHead } from "./MerchantHead";
import css from "./MerchantPage.module.css";
import { WebhookTab } from "./WebhookTab";

type Props = { place: Extract<Place, { at: "merchant" }>; go: Go; onAuthorize(merchant: string | null): void };

export function MerchantPage({ place, go, onAuthorize }: Props) {
  const { t, number } = useWords();
  const { data: merchants } = useMerchants();
  const { data: operations } = useOperations(place.id);
  const [panel, setPanel] = useState<Panel>({ kind: "auto" });
  const [importing, setImporting] = useState(false);
  const file = useImport(place.id);
  const save = useExport(place.id);
  const openImport = () => {
    file.again();
    setImporting(true);
  };
  const acts = useRef({ import: openImport, export: () => save("csv") });
  acts.current = { import: openImport, export: () => save("csv") };
  // From the palette: each time it is asked for, and not when the page is drawn again.
  useEffect(() => {
    if (place.act) acts.current[place.act]();
  }, [place]);
  if (!merchants) return <Loading />;
  const merchant = merchants.find((one) => one.id === place.id);
  if (!merchant) return <Empty title={t("merchant.gone.title")} text={t("merchant.gone.text")} />;
  const show = (tab: MerchantTab, operation?: string, outcome?: Outcome) =>
    go({ at: "merchant", id: place.id, tab, operation, outcome });
  const tab = (id: MerchantTab, count?: number) => (
    <Tab id={id} className={css.tab} data-testid={`tab-${id}`}>
      {t(`merchant.tab.${id}`)}
      {count !== undefined && <span className={css.count}>{number(count)}</span>}
    </Tab>
  );
  return (
    <>
      <Tabs className={css.tabs} selectedKey={place.tab} onSelectionChange={(key) => show(key as MerchantTab)}>
        <MerchantHead merchant={merchant} go={go} onAuthorize={onAuthorize} onImport={openImport} onExport={save}>
          <TabList className={css.list} aria-label={merchant.name}>
            {tab("stores", merchant.stores)}
            {tab("operations", operations?.length)}
            {tab("drift", merchant.drift > 0 ? merchant.drift : undefined)}
            {tab("review")}
            {tab("webhook")}
          </TabList>
        </MerchantHead>
        <TabPanel id="stores" className={css.panel}>
          <StoresTab
            merchant={place.id}
            refreshedAt={merchant.refreshedAt}
            operations={operations ?? []}
            panel={panel}
            setPanel={setPanel}
            onAuthorize={() => onAuthorize(merchant.id)}
            onStores={(operation, outcome) => show("operations", operation, outcome)}
          />
        </TabPanel>
        <TabPanel id="operations" className={css.panel}>
          <OperationsTab
            operations={operations ?? null}
            open={place.operation ?? null}
            outcome={place.outcome ?? null}
            onOpen={(operation) => show("operations", operation ?? undefined)}
            onDelivery={(delivery) => go({ at: "deliveries", open: delivery })}
            onRetry={(next) => {
              setPanel(next);
              show("stores");
            }}
          />
        </TabPanel>
        <TabPanel id="drift" className={css.panel}>
          <DriftTab merchant={merchant} />
        </TabPanel>
        <TabPanel id="review" className={css.panel}>
          <ReviewTab merchant={merchant} />
        </TabPanel>
        <TabPanel id="webhook" className={css.panel}>
          <WebhookTab go={go} />
        </TabPanel>
      </Tabs>
      <ImportDialog
        open={importing}
        onClose={() => setImporting(false)}
        file={file}
        onPlan={(group, { integration, flags }) => {
          const source = { kind: "import", import: file.view?.id ?? "", group } as const;
          setPanel({ kind: "again", source, integration, flags, mode: "provision" });
          setImporting(false);
          show("stores");
        }}
      />
    </>
  );
}
