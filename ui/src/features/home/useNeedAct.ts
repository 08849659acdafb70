import { useNavigate } from "@tanstack/react-router";
import type { Attention } from "../../api/types";
import { useAct } from "../../components/useAct";
import { useAuthorize } from "../../navigation/frame";
import { usePlatform } from "../../queries/usePlatform";

/** Does the one thing that is to be done about what needs a person. */
export function useNeedAct(): [(item: Attention) => void, boolean] {
  const go = useNavigate();
  const authorize = useAuthorize();
  const platform = usePlatform();
  const [ask, asking] = useAct((merchant: string) => platform.refreshStores(merchant));
  const act = ({ kind, merchant, operation, delivery, application, id }: Attention): unknown => {
    switch (kind) {
      case "sign_in_over":
      case "authorization_expired":
        return authorize(merchant);
      case "outcome_unknown":
      case "overdue":
      case "merchant_without_stores":
        return merchant && ask(merchant);
      case "review_overdue":
      case "applications_in_review":
      case "applications_need_information":
      case "application_stalled":
        return go({ to: "/applications", search: { open: application ?? undefined } });
      case "messages_refused":
        return go({ to: "/notifications", search: { state: "refused", merchant: id } });
      case "messages_held":
        return go({ to: "/notifications", search: { state: "held" } });
      case "subscription_differs":
        return go({ to: "/subscriptions" });
      case "receiver_down":
      case "webhook_missing":
        return go({ to: "/settings/receiver" });
      case "relay_down":
        return go({ to: "/settings/team" });
      case "dispute_overdue":
      case "dispute_due_soon":
      case "delivery_rejected":
        return go({ to: "/deliveries", search: { open: delivery ?? undefined } });
      case "run_halted":
      case "run_interrupted":
      case "stores_failed":
        return (
          merchant &&
          go({
            to: "/merchants/$merchant/$tab",
            params: { merchant, tab: "operations" },
            search: { operation: operation ?? undefined, outcome: kind === "stores_failed" ? "failed" : undefined },
          })
        );
      case "drift":
        return merchant && go({ to: "/merchants/$merchant/$tab", params: { merchant, tab: "drift" } });
    }
  };
  return [act, asking];
}
