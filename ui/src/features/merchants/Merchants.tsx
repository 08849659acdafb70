import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Search } from "../../components/Field";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Bar, Empty, Head, Loading } from "../../components/Page";
import { useWords } from "../../i18n";
import { useAuthorize, useFrame } from "../../navigation/frame";
import { useStep } from "../../navigation/steps";
import { useTypedText, useView } from "../../navigation/useView";
import { merchantsQuery } from "../../queries/merchantQueries";
import { useReadAhead } from "../../queries/trees";
import { useNow } from "../../queries/useNow";
import { BusinessTabs } from "../business/BusinessTabs";
import { MerchantTable } from "./MerchantTable";
import { CHIPS, isFigure, isOf, matching } from "./which";

export function Merchants() {
  const go = useNavigate();
  const authorize = useAuthorize();
  const { profile } = useFrame();
  const { t, number } = useWords();
  const { data: merchants, error } = useQuery(merchantsQuery);
  const readAhead = useReadAhead();
  const step = useStep();
  const now = useNow(15_000);
  const [view, change] = useView("/merchants");
  const [search, setSearch] = useTypedText(view.search ?? "", (search) => change({ search }));
  const which = view.which ?? null;
  const some = merchants !== undefined && merchants.length > 0;
  const stores = merchants?.reduce((sum, merchant) => sum + merchant.stores, 0) ?? 0;
  const shown = matching(merchants ?? [], search, which, now);
  const begin = (
    <Button look="primary" icon="plus" onPress={() => authorize(null)} testId="authorize-open">
      {t("merchants.authorize")}
    </Button>
  );
  return (
    <>
      <Head
        title={t("place.merchants")}
        meta={
          some && (
            <>
              <span>{t("merchants.sum", { merchants: merchants.length, stores: number(stores), count: stores })}</span>
              <BusinessTabs view="merchants" />
            </>
          )
        }
        actions={some && begin}
      />
      {error && <FailureNote failure={asFailure(error)} onStep={step} />}
      {!merchants && !error && <Loading />}
      {merchants && !some && (
        <Empty
          title={t("merchants.empty.title")}
          text={t(profile.kind === "sandbox" ? "merchants.empty.sandbox" : "merchants.empty.text")}
          action={begin}
          testId="merchants-empty"
        />
      )}
      {some && (merchants.length > 1 || isFigure(which)) && (
        <Bar>
          <Search label={t("merchants.search")} value={search} onChange={setSearch} testId="merchants-search" />
          {[...CHIPS, ...(isFigure(which) ? [which] : [])].map((one) => (
            <Chip
              key={one}
              on={which === one}
              onChange={(on) => change({ which: on ? one : undefined })}
              label={t(`merchants.which.${one}`)}
              count={number(merchants.filter((row) => isOf(one, row, now)).length)}
              testId={`merchants-${one}`}
            />
          ))}
        </Bar>
      )}
      {some && shown.length === 0 && (
        <Empty title={t("merchants.noMatch")} text={t("merchants.noMatchText")} testId="merchants-no-match" />
      )}
      {some && shown.length > 0 && (
        <MerchantTable
          merchants={shown}
          now={now}
          figure={isFigure(which) ? which : null}
          onOpen={({ id }) => {
            readAhead(id);
            go({ to: "/merchants/$merchant/$tab", params: { merchant: id, tab: "stores" } });
          }}
        />
      )}
    </>
  );
}
