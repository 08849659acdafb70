import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "../../components/Button";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { Modal } from "../../components/Modal";
import { Head, Loading } from "../../components/Page";
import page from "../../components/Page.module.css";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { businessQuery } from "../../queries/businessQueries";
import { usePlatform } from "../../queries/usePlatform";
import { BusinessDialog } from "./BusinessDialog";
import css from "./BusinessPage.module.css";
import { ProviderStatus } from "./ProviderStatus";
import { Timeline } from "./Timeline";

/** One business: how it stands at each provider, and what happened, in one timeline. */
export function BusinessPage() {
  const { business: id } = useParams({ from: "/businesses/$business" });
  const go = useNavigate();
  const { t, number } = useWords();
  const platform = usePlatform();
  const { data, error } = useQuery(businessQuery(id));
  const [dialog, setDialog] = useState<"change" | "remove" | null>(null);
  const back = () => go({ to: "/businesses" });
  const [remove, removing] = useAct(async () => {
    await platform.removeBusiness(id);
    back();
  });
  if (error) return <FailureNote failure={asFailure(error)} />;
  if (!data) return <Loading />;
  const count = data.row.accounts.length;
  return (
    <>
      <Head
        crumb={
          <Button look="link" onPress={back}>
            {t("place.businesses")}
          </Button>
        }
        title={data.row.name}
        meta={<span>{t("business.accountCount", { count, number: number(count) })}</span>}
        actions={
          <>
            <Button onPress={() => setDialog("change")} testId="business-change">
              {t("business.change.open")}
            </Button>
            <Button look="danger" onPress={() => setDialog("remove")} testId="business-remove">
              {t("business.remove.open")}
            </Button>
          </>
        }
      />
      <div className={page.cards}>
        <ProviderStatus business={data} />
        <section className={css.card} aria-labelledby="business-timeline">
          <h2 id="business-timeline">{t("business.timeline")}</h2>
          <Timeline id={id} />
        </section>
      </div>
      {dialog === "change" && <BusinessDialog row={data.row} onClose={() => setDialog(null)} onDone={() => {}} />}
      {dialog === "remove" && (
        <Modal
          alert
          open
          title={t("business.remove.title")}
          onClose={() => setDialog(null)}
          testId="business-remove-dialog"
          foot={
            <>
              <Button onPress={() => setDialog(null)}>{t("common.cancel")}</Button>
              <Button look="danger" onPress={remove} busy={removing} testId="business-remove-confirm">
                {t("business.remove.do")}
              </Button>
            </>
          }
        >
          <p>{t("business.remove.text", { name: data.row.name })}</p>
        </Modal>
      )}
    </>
  );
}
