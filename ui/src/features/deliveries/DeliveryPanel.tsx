import { useNavigate } from "@tanstack/react-router";
import type { DeliveryView } from "../../api/types";
import { Button } from "../../components/Button";
import { Card, Facts } from "../../components/Card";
import { Note } from "../../components/Note";
import { PanelTitle } from "../../components/Page";
import { useWords } from "../../i18n";
import { remarkText } from "../../i18n/remarkText";
import { DeliveryContent } from "./DeliveryContent";
import css from "./DeliveryPanel.module.css";
import { Examine } from "./Examine";
import { effectTone, effectWord } from "./effect";
import { PayloadDetails } from "./PayloadDetails";
import { RetryDelivery } from "./RetryDelivery";
import { Reverify } from "./Reverify";
import { adviceFor, canBeExamined, mendingPlace } from "./why";

function took(us: number): string {
  return us < 1000 ? `${us} µs` : `${(us / 1000).toFixed(1)} ms`;
}

/** One delivery: why it was rejected or what it did, the facts, and every byte as it came. */
export function DeliveryPanel({ view }: { view: DeliveryView }) {
  const go = useNavigate();
  const words = useWords();
  const { t, time, number } = words;
  const { row } = view;
  const rejected = row.verdict === "rejected";
  // Without its bytes nothing can be judged once more.
  const kept = view.digest === null;
  const { why, todo } = adviceFor(row.why, row.provider);
  const mending = mendingPlace(row.why, row.provider);
  const facts = [
    { label: t("deliveries.endpoint"), value: view.endpoint, mono: true },
    { label: t("deliveries.body"), value: t("deliveries.bytes", { count: view.bytes, number: number(view.bytes) }) },
    { label: t("deliveries.received"), value: time(row.at) },
    {
      label: t("deliveries.answered"),
      value: t("deliveries.answeredIn", { status: String(view.answered), took: took(view.tookUs) }),
    },
    ...(row.form
      ? [{ label: t("deliveries.form"), value: t(row.form === "tester" ? "form.tester" : "form.raw") }]
      : []),
    ...(view.operation ? [{ label: t("operation.operation"), value: view.operation, mono: true }] : []),
  ];
  return (
    <>
      <PanelTitle>{t(rejected ? "deliveries.whyRejected" : "deliveries.delivery")}</PanelTitle>
      <Note tone={rejected ? "bad" : effectTone(row)} testId="delivery-why">
        {rejected ? t(why) : effectWord(row, words)}
        {row.unreadableWhy && <code data-selectable>{row.unreadableWhy}</code>}
        {view.detail && <span data-selectable>{remarkText(view.detail, t)}</span>}
      </Note>
      <Card>
        <Facts facts={facts} />
      </Card>
      {rejected && (
        <section>
          <h3>{t("deliveries.todo")}</h3>
          <ol className={css.todo}>
            {todo.map((step, index) => (
              <li key={step}>{`${index + 1} · ${t(step)}`}</li>
            ))}
          </ol>
          <div className={css.acts}>
            <Button onPress={() => go({ to: mending.place })} testId="delivery-mend">
              {t(mending.word)}
            </Button>
            {kept && canBeExamined(row.why) && <Reverify key={row.id} id={row.id} />}
          </div>
        </section>
      )}
      {row.effect === "dead_letter" && <RetryDelivery key={row.id} id={row.id} />}
      {row.provider === "ratepay" && <PayloadDetails key={row.id} id={row.id} />}
      {kept && canBeExamined(row.why) && <Examine key={row.id} id={row.id} />}
      <DeliveryContent view={view} />
    </>
  );
}
