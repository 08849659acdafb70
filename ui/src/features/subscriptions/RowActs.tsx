import { useNavigate } from "@tanstack/react-router";
import type { Act, Provider, SubscriptionRow } from "../../api/types";
import { Button } from "../../components/Button";
import { useNotices } from "../../components/notices/notices";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { useRegisterWebhook } from "../../navigation/registering";
import { usePlatform } from "../../queries/usePlatform";
import type { Decision } from "./ActDialog";
import css from "./Requests.module.css";

type Props = {
  row: SubscriptionRow;
  onChange(): void;
  onDecide(decision: Decision): void;
};

/** Where a provider's webhook is set up, if that is not here. */
const SET_UP: Record<Provider, "/settings/receiver" | "/settings/credentials" | null> = {
  rappi: "/settings/receiver",
  rainforest: "/settings/credentials",
  ratepay: null,
};

/** What can be done with a row, and nothing else: the core says which. */
export function RowActs({ row, onChange, onDecide }: Props) {
  const go = useNavigate();
  const { t } = useWords();
  const platform = usePlatform();
  const { done } = useNotices();
  const can = (act: Act) => row.can.includes(act);
  const [copy, copying] = useAct(async () => {
    await platform.copySubscriptionSecret(row.id);
    done(t("subscription.copied"));
  });
  const [show, showing] = useAct(() =>
    platform.showSubscriptionSecret(row.id, {
      title: t("subscription.showTitle", { event: row.event }),
      hint: t("subscription.showHint"),
      close: t("common.close"),
    }),
  );
  const registerWebhook = useRegisterWebhook();
  const [register, registering] = useAct(() => registerWebhook(row.id.replace(/^rappi-/, "")));
  const decide = (how: Decision["how"], look?: "danger") =>
    can(how) && (
      <Button look={look} onPress={() => onDecide({ how, ids: [row.id] })} testId={`subscription-${how}`}>
        {t(`settle.${how}.open`)}
      </Button>
    );
  const { endpoint } = row;
  const settings = SET_UP[row.provider];
  return (
    <div className={css.acts}>
      {decide("restore")}
      {decide("adopt")}
      {can("change") && (
        <Button onPress={onChange} testId="subscription-change">
          {t("subscription.change.open")}
        </Button>
      )}
      {decide("rotate")}
      {can("reveal") && (
        <>
          <Button onPress={show} busy={showing} testId="subscription-show">
            {t("subscription.show")}
          </Button>
          <Button icon="copy" onPress={copy} busy={copying} testId="subscription-copy">
            {t("subscription.copy")}
          </Button>
        </>
      )}
      {can("register") && (
        <Button onPress={register} busy={registering} testId="subscription-register">
          {t(row.madeAt === null ? "webhook.register" : "webhook.registerAgain")}
        </Button>
      )}
      {endpoint !== null && (
        <Button
          onPress={() => go({ to: "/deliveries", search: { search: endpoint } })}
          testId="subscription-deliveries"
        >
          {t("subscription.deliveries")}
        </Button>
      )}
      {settings && (
        <Button onPress={() => go({ to: settings })} testId="subscription-settings">
          {t("subscription.settings")}
        </Button>
      )}
      {decide("remove", "danger")}
    </div>
  );
}
