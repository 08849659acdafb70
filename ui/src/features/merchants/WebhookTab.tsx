import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "../../components/Button";
import { useWords } from "../../i18n";
import { profileQuery } from "../../queries/environmentQueries";
import { webhooksQuery } from "../../queries/webhookQueries";
import { Webhooks } from "../settings/Webhooks";
import css from "./WebhookTab.module.css";

/** The registration belongs to an integration, not to a merchant; it is shown here because it is looked for here. */
export function WebhookTab() {
  const go = useNavigate();
  const { t } = useWords();
  const { data: webhooks } = useQuery(webhooksQuery);
  const { data: profile } = useQuery(profileQuery);
  if (!webhooks || !profile) return null;
  return (
    <div className={css.page}>
      <Webhooks webhooks={webhooks} integrations={profile.integrations} publicUrl={profile.publicUrl} readOnly />
      <Button onPress={() => go({ to: "/settings/receiver" })} testId="webhook-settings">
        {t("step.settings")}
      </Button>
    </div>
  );
}
