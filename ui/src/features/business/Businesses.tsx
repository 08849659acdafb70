import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { BusinessRow, Provider } from "../../api/types";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Empty, Head, Loading } from "../../components/Page";
import { providerName } from "../../components/provider";
import { type ColumnOf, Table } from "../../components/Table";
import { useWords } from "../../i18n";
import { businessesQuery } from "../../queries/businessQueries";
import { BusinessDialog } from "./BusinessDialog";
import { BusinessTabs } from "./BusinessTabs";

const PROVIDERS: Provider[] = ["rappi", "rainforest", "ratepay"];

/** Businesses, each with its accounts at the providers. */
export function Businesses() {
  const go = useNavigate();
  const { t, number, list } = useWords();
  const { data, error } = useQuery(businessesQuery);
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
        meta={<BusinessTabs view="businesses" />}
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
          onOpen={({ id }) => go({ to: "/businesses/$business", params: { business: id } })}
          testId="business-row"
        />
      )}
      {making && (
        <BusinessDialog
          row={null}
          onClose={() => setMaking(false)}
          onDone={({ id }) => go({ to: "/businesses/$business", params: { business: id } })}
        />
      )}
    </>
  );
}
