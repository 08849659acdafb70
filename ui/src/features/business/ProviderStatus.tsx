import { useNavigate } from "@tanstack/react-router";
import type { BusinessView } from "../../api/types";
import { statusOf } from "../../components/applicationStatus";
import { Button } from "../../components/Button";
import { tokenState } from "../../components/merchantToken";
import { State } from "../../components/State";
import { useWords } from "../../i18n";
import { useNow } from "../../queries/useNow";
import css from "./BusinessPage.module.css";

/** How a business stands at the three providers, side by side. */
export function ProviderStatus({ business }: { business: BusinessView }) {
  const go = useNavigate();
  const words = useWords();
  const { t, number } = words;
  const now = useNow(30_000);
  const none = <p className={css.none}>{t("business.notThere")}</p>;
  return (
    <div className={css.standings}>
      <section className={css.card} aria-labelledby="at-rappi" data-testid="at-rappi">
        <h2 id="at-rappi">Rappi</h2>
        {business.rappi.length === 0 && none}
        {business.rappi.map((merchant) => (
          <div key={merchant.id} className={css.one}>
            <Button
              look="link"
              onPress={() => go({ to: "/merchants/$merchant/$tab", params: { merchant: merchant.id, tab: "stores" } })}
            >
              {merchant.name || merchant.email}
            </Button>
            <State {...tokenState(merchant, now, words)} />
            <span className={css.fact}>
              {t("business.stores", { integrated: number(merchant.integrated), total: number(merchant.stores) })}
            </span>
          </div>
        ))}
      </section>
      <section className={css.card} aria-labelledby="at-rainforest" data-testid="at-rainforest">
        <h2 id="at-rainforest">Rainforest</h2>
        {business.rainforest.length === 0 && none}
        {business.rainforest.map((one) => (
          <div key={one.id} className={css.one}>
            <Button look="link" onPress={() => go({ to: "/applications", search: { open: one.id } })}>
              {one.name || one.id}
            </Button>
            <State {...statusOf(one.status, t)} />
            {one.ageDays !== null && (
              <span className={css.fact}>
                {t("business.days", { count: one.ageDays, number: number(one.ageDays) })}
              </span>
            )}
          </div>
        ))}
      </section>
      <section className={css.card} aria-labelledby="at-ratepay" data-testid="at-ratepay">
        <h2 id="at-ratepay">Ratepay</h2>
        {!business.ratepay && none}
        {business.ratepay && (
          <div className={css.one}>
            <Button look="link" onPress={() => go({ to: "/subscriptions" })}>
              {t("business.subscriptions", {
                count: business.ratepay.inSync + business.ratepay.notAsMeant,
                number: number(business.ratepay.inSync + business.ratepay.notAsMeant),
              })}
            </Button>
            {business.ratepay.notAsMeant > 0 ? (
              <State
                tone="late"
                icon="doubt"
                word={t("business.notAsMeant", { number: number(business.ratepay.notAsMeant) })}
              />
            ) : (
              <State tone="ok" icon="check" word={t("business.asMeant")} />
            )}
            {business.ratepay.overdue > 0 ? (
              <State
                tone="bad"
                icon="clock"
                word={t("business.overdue", {
                  count: business.ratepay.overdue,
                  number: number(business.ratepay.overdue),
                })}
              />
            ) : (
              <span className={css.fact}>
                {t("business.disputes", {
                  count: business.ratepay.disputes,
                  number: number(business.ratepay.disputes),
                })}
              </span>
            )}
          </div>
        )}
      </section>
    </div>
  );
}
