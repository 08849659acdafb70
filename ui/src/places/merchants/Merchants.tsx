import { useMerchants } from "../../data/queries";
import { useNow } from "../../data/useNow";
import { FailureNote } from "../../failures/FailureNote";
import { asFailure } from "../../failures/table";
import type { Go } from "../../frame/place";
import { useStep } from "../../frame/steps";
import { Button } from "../../parts/Button";
import { Note } from "../../parts/Note";
import { Bar, Empty, Head, Loading } from "../../parts/Page";
import type { ProfileSummary } from "../../platform/types";
import { useWords } from "../../words";
import { MerchantTable } from "./MerchantTable";

type Props = { go: Go; onAuthorize(): void; leftOpen: number; profile: ProfileSummary };

export function Merchants({ go, onAuthorize, leftOpen, profile }: Props) {
  const { t, number } = useWords();
  const { data: merchants, error } = useMerchants();
  const step = useStep();
  const now = useNow(15_000);
  const some = merchants !== undefined && merchants.length > 0;
  const stores = merchants?.reduce((sum, merchant) => sum + merchant.stores, 0) ?? 0;
  const authorize = (
    <Button look="primary" icon="plus" onPress={onAuthorize} testId="authorize-open">
      {t("merchants.authorize")}
    </Button>
  );
  return (
    <>
      <Head
        title={t("place.merchants")}
        meta={
          some && (
            <span>{t("merchants.sum", { merchants: merchants.length, stores: number(stores), count: stores })}</span>
          )
        }
        actions={some && authorize}
      />
      {leftOpen > 0 && (
        <Bar>
          <Note tone="doubt" testId="left-open">
            {t("merchants.leftOpen", { count: leftOpen })}
          </Note>
        </Bar>
      )}
      {error && <FailureNote failure={asFailure(error)} onStep={step} />}
      {!merchants && !error && <Loading />}
      {merchants && !some && (
        <Empty
          title={t("merchants.empty.title")}
          text={t(profile.kind === "sandbox" ? "merchants.empty.sandbox" : "merchants.empty.text")}
          action={authorize}
          testId="merchants-empty"
        />
      )}
      {some && (
        <MerchantTable
          merchants={merchants}
          now={now}
          onOpen={(merchant) => go({ at: "merchant", id: merchant.id, tab: "stores" })}
        />
      )}
    </>
  );
}
