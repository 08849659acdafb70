import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { Empty, Loading } from "../../components/Page";
import type { Outcome } from "../../components/wire";
import { useWords } from "../../i18n";
import { useAuthorize } from "../../navigation/frame";
import type { MerchantTab } from "../../navigation/places";
import { merchantsQuery } from "../../queries/merchantQueries";
import { operationsQuery } from "../../queries/operationQueries";
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

/** Which tab, and what in it, is in the address; what is begun on arrival is not. */
export function MerchantPage() {
  const { merchant: id, tab: shown } = useParams({ from: "/merchants/$merchant/$tab" });
  const { operation = null } = useSearch({ from: "/merchants/$merchant/$tab" });
  const act = useLocation({ select: ({ state }) => state.act });
  const onAuthorize = useAuthorize();
  const go = useNavigate();
  const { t, number } = useWords();
  const { data: merchants } = useQuery(merchantsQuery);
  const { data: operations } = useQuery(operationsQuery(id));
  const [panel, setPanel] = useState<Panel>({ kind: "auto" });
  const [importing, setImporting] = useState(false);
  const file = useImport(id);
  const save = useExport(id);
  const openImport = () => {
    file.again();
    setImporting(true);
  };
  const acts = useRef({ import: openImport, export: () => save("csv") });
  acts.current = { import: openImport, export: () => save("csv") };
  // From the palette: once each time it is asked for, and not when somebody comes back to this place.
  useEffect(() => {
    if (!act) return;
    acts.current[act]();
    void go({ to: ".", search: true, state: {}, replace: true });
  }, [act, go]);
  if (!merchants) return <Loading />;
  const merchant = merchants.find((one) => one.id === id);
  if (!merchant) return <Empty title={t("merchant.gone.title")} text={t("merchant.gone.text")} />;
  const show = (tab: MerchantTab, operation?: string, outcome?: Outcome) =>
    go({ to: "/merchants/$merchant/$tab", params: { merchant: id, tab }, search: { operation, outcome } });
  const tab = (of: MerchantTab, count?: number) => (
    <Tab id={of} className={css.tab} data-testid={`tab-${of}`}>
      {t(`merchant.tab.${of}`)}
      {count !== undefined && <span className={css.count}>{number(count)}</span>}
    </Tab>
  );
  return (
    <>
      <Tabs className={css.tabs} selectedKey={shown} onSelectionChange={(key) => show(key as MerchantTab)}>
        <MerchantHead merchant={merchant} onImport={openImport} onExport={save}>
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
            merchant={id}
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
            merchant={merchant.id}
            operations={operations ?? null}
            open={operation}
            onOpen={(operation) => show("operations", operation ?? undefined)}
            onDelivery={(delivery) => go({ to: "/deliveries", search: { open: delivery } })}
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
          <WebhookTab />
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
