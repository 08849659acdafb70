import type { DeliveryView } from "../../api/types";
import { Card, Facts } from "../../components/Card";
import { Copyable, CopyButton } from "../../components/Copyable";
import { Json } from "../../components/Json";
import { Note } from "../../components/Note";
import { useWords } from "../../i18n";
import css from "./DeliveryPanel.module.css";

/** Headers and body, byte for byte; of what was removed that it was, and the digest that stays. */
export function DeliveryContent({ view }: { view: DeliveryView }) {
  const { t } = useWords();
  if (view.digest !== null)
    return (
      <section data-testid="delivery-removed">
        <h3>{t("deliveries.asReceived")}</h3>
        <Note tone="off">{t("deliveries.removed")}</Note>
        <Card>
          <Facts facts={[{ label: t("deliveries.digest"), value: view.digest, mono: true }]} />
        </Card>
      </section>
    );
  const headers = view.headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  return (
    <>
      <section>
        <h3 className={css.title}>
          {t("deliveries.headers")}
          <CopyButton text={headers} what={t("deliveries.headers")} testId="copy-headers" />
        </h3>
        <dl className={css.headers} data-selectable>
          {view.headers.map(([name, value], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice, and the list never changes
            <div key={index}>
              <dt>{name}</dt>
              <dd>
                <Copyable text={value} what={name} untabbed />
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h3 className={css.title}>
          {t("deliveries.asReceived")}
          <CopyButton text={view.body} what={t("deliveries.body")} testId="copy-body" />
        </h3>
        <Json text={view.body} />
      </section>
    </>
  );
}
