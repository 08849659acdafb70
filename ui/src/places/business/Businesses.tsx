import { useState } from "react";
import { useBusinesses } from "../../data/businessQueries";
import { FailureNote } from "../../failures/FailureNote";
import { asFailure } from "../../failures/table";
import type { Go } from "../../frame/place";
import { Button } from "../../parts/Button";
import { Empty, Head, Loading } from "../../parts/Page";
import { providerName } from "../../parts/provider";
import { type ColumnOf, Table } from "../../parts/Table";
import type { BusinessRow, Provider } from "../../platform/types";
import { useWords } from "../../words";
import { BusinessDialog } from "./BusinessDialog";
import { BusinessTabs } from "./BusinessTabs";

const PROVIDERS: Provider[] = ["rappi", "rainforest", "ratepay"];

/** Businesses, each with its accounts at the providers. */
export function Businesses({ go }: { go: Go }) {
  const { t, number, list } = useWords();
  const { data, error } = useBusinesses();
  const [making, setMaking] = useState(false);
  const make = (
    <Button look="primary" icon="plus" onPress={() => setMaking(true)} testId="business-new">
      {t("business.new")}
    </Button>
  );
  const columns: ColumnOf<BusinessRow>[] = [
    { id: "name", title: t("business.name"), width: "28%", show: (row) => row.name },
    ...PROVIDERS.map((provider) => ({
      id: provider,
      title: providerName(provider),
      quiet: true,
      show: (row: BusinessRow) => {
        const names = row.accounts.filter(({ account }) => account.provider === provider).map(({ name }) => name);
        return names.length === 0 ? "–" : <span title={list(names)}>{list(names)}</span>;
      },
    })),
  ];
  return (
    <>
      <Head
        title={t("place.merchants")}
        meta={<BusinessTabs view="businesses" go={go} />}
        actions={data && data.length > 0 && make}
      />
      {error && <FailureNote failure={asFailure(error)} />}
      {!data && !error && <Loading />}
      {data?.length === 0 && (
        <Empty
          title={t("business.empty.title")}
          text={t("business.empty.text")}
          action={make}
          testId="business-empty"
        />
      )}
      {data && data.length > 0 && (
        <Table
          label={t("business.count", { count: data.length, number: number(data.length) })}
          columns={columns}
          rows={data}
          idOf={({ id }) => id}
          onOpen={({ id }) => go({ at: "business", id })}
          testId="business-row"
        />
      )}
      {making && (
        <BusinessDialog row={null} onClose={() => setMaking(false)} onDone={({ id }) => go({ at: "business", id })} />
      )}
    </>
  );
}
