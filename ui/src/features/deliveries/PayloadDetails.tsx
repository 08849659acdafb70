import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DisputeRow, Document, InvoiceFacts } from "../../api/types";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { Modal } from "../../components/Modal";
import { State } from "../../components/State";
import { useAct } from "../../components/useAct";
import { DISPUTE } from "../../components/wire";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";
import { deliveryFactsQuery } from "../../queries/webhookQueries";
import { disputeReason } from "./disputeReason";
import css from "./PayloadDetails.module.css";

/** What a delivery of Ratepay says, field by field. */
export function PayloadDetails({ id }: { id: number }) {
  const { t } = useWords();
  const { data } = useQuery(deliveryFactsQuery(id));
  if (!data || data.kind === "none") return null;
  return (
    <section className={css.said} data-testid="delivery-said">
      <h3>{t("said.title")}</h3>
      {data.kind === "invoice" ? (
        <InvoiceSaid delivery={id} invoice={data.invoice} />
      ) : (
        <DisputeSaid dispute={data.dispute} />
      )}
    </section>
  );
}

function InvoiceSaid({ delivery, invoice }: { delivery: number; invoice: InvoiceFacts }) {
  const { t } = useWords();
  const [asked, setAsked] = useState<Document | null>(null);
  const facts = [
    { label: t("said.invoice"), value: invoice.invoice, mono: true },
    { label: t("said.transaction"), value: invoice.transaction, mono: true },
    { label: t("said.shopTransaction"), value: invoice.shopTransaction, mono: true },
    { label: t("said.reference"), value: invoice.paymentReference, mono: true },
  ];
  const urls = { pdf: invoice.pdfUrl, eml: invoice.emlUrl };
  const url = asked === null ? null : urls[asked];
  return (
    <>
      <Card>
        <Facts facts={facts.filter((fact) => fact.value !== "")} />
      </Card>
      <div className={css.acts}>
        {(["pdf", "eml"] as const).map(
          (document) =>
            urls[document] !== null && (
              <Button key={document} onPress={() => setAsked(document)} testId={`said-open-${document}`}>
                {t(`said.open.${document}`)}
              </Button>
            ),
        )}
      </div>
      {asked !== null && url !== null && (
        <OpenDocument delivery={delivery} document={asked} url={url} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

type OpenProps = { delivery: number; document: Document; url: string; onClose(): void };

/** A link of somebody else opens only after its whole host was seen. */
function OpenDocument({ delivery, document, url, onClose }: OpenProps) {
  const { t } = useWords();
  const platform = usePlatform();
  const [open, busy] = useAct(async () => {
    await platform.openDocument(delivery, document);
    onClose();
  });
  return (
    <Modal
      alert
      open
      title={t("said.ask.title")}
      onClose={onClose}
      testId="said-ask"
      foot={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" onPress={open} busy={busy} testId="said-ask-open">
            {t("said.ask.open")}
          </Button>
        </>
      }
    >
      <p>{t("said.ask.text")}</p>
      <p className={css.host} data-testid="said-host">
        {new URL(url).host}
      </p>
      <p className={css.url} data-selectable>
        {url}
      </p>
    </Modal>
  );
}

function DisputeSaid({ dispute }: { dispute: DisputeRow }) {
  const { t, day } = useWords();
  const platform = usePlatform();
  const answered = dispute.state === "answered";
  const [mark, busy] = useAct(() => platform.answerDispute(dispute.id, !answered));
  const { tone, icon, word } = DISPUTE[dispute.state];
  const facts = [
    { label: t("said.dispute"), value: dispute.id, mono: true },
    { label: t("said.reason"), value: disputeReason(dispute.reason, t) },
    { label: t("said.due"), value: dispute.dueAt === null ? t("said.noDate") : day(dispute.dueAt, "UTC") },
    { label: t("said.amount"), value: `${dispute.amount} ${dispute.currency}`.trim(), mono: true },
    { label: t("said.transaction"), value: dispute.transaction, mono: true },
    { label: t("said.shopTransaction"), value: dispute.partnerTransaction, mono: true },
  ];
  return (
    <>
      <State tone={tone} icon={icon} word={t(word)} testId="said-dispute-state" />
      <Card>
        <Facts facts={facts.filter((fact) => fact.value !== "")} />
      </Card>
      {dispute.comment !== "" && (
        <blockquote className={css.comment} data-selectable>
          {dispute.comment}
        </blockquote>
      )}
      <p className={css.hint}>{t("said.answeredHint")}</p>
      <div className={css.acts}>
        <Button onPress={mark} busy={busy} testId="said-answered">
          {t(answered ? "said.openAgain" : "said.markAnswered")}
        </Button>
      </div>
    </>
  );
}
