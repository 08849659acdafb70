import { useNavigate } from "@tanstack/react-router";
import type { QueueRow } from "../../api/types";
import { useAuthorize } from "../../navigation/frame";
import type { MerchantTab } from "../../navigation/places";

/** Goes to where the next step of a merchant is done; nothing where there is none. */
export function useStepAct(): (row: QueueRow) => (() => unknown) | null {
  const go = useNavigate();
  const authorize = useAuthorize();
  return ({ next, merchant, application }) => {
    const at = (tab: MerchantTab) =>
      merchant === null ? null : () => go({ to: "/merchants/$merchant/$tab", params: { merchant, tab } });
    switch (next) {
      case "sign_in_again":
        return merchant === null ? null : () => authorize(merchant);
      case "finish_sign_in":
        return () => authorize(null);
      case "ask_status":
      case "resume_run":
      case "handle_failed":
      case "send_results":
        return at("operations");
      case "read_stores":
      case "have_stores":
      case "choose_stores":
      case "verify":
        return at("stores");
      case "look_at_drift":
        return at("drift");
      case "check_webhook":
        return at("webhook");
      case "answer_review":
      case "look_at_application":
      case "give_information":
      case "complete_application":
      case "decide":
        return () => go({ to: "/applications", search: { open: application?.id } });
      case "settle_subscriptions":
        return () => go({ to: "/subscriptions" });
      case "answer_dispute":
        return () => go({ to: "/home" });
      case "nothing":
        return at("stores");
    }
  };
}
