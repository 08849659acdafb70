import { useNavigate } from "@tanstack/react-router";
import type { Attention } from "../../api/types";
import { statusWord } from "../../components/applicationStatus";
import { Button } from "../../components/Button";
import { State } from "../../components/State";
import { type ColumnOf, Table } from "../../components/Table";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { useAuthorize } from "../../navigation/frame";
import { usePlatform } from "../../queries/usePlatform";
import { disputeReason } from "../deliveries/disputeReason";
import { adviceFor } from "../deliveries/why";
import { NEED } from "./kinds";

type Props = { items: Attention[]; now: number };

const APPLICATIONS: ReadonlySet<Attention["kind"]> = new Set([
  "review_overdue",
  "applications_in_review",
  "applications_need_information",
]);

function keyOf(item: Attention): string {
  return [item.kind, item.subject, item.merchant, item.operation, item.delivery, item.detail, item.application].join(
    " ",
  );
}

/** What needs a person, each with the one thing to do. */
export function Needs({ items, now }: Props) {
  const go = useNavigate();
  const authorize = useAuthorize();
  const words = useWords();
  const { t, number, ago } = words;
  const platform = usePlatform();
  const [ask, asking] = useAct((merchant: string) => platform.refreshStores(merchant));
  const why = (item: Attention): string => {
    const text = t(NEED[item.kind].why, {
      count: item.count,
      number: number(item.count),
      reason: item.dispute === null ? "" : disputeReason(item.dispute, t),
    });
    return item.kind === "delivery_rejected" ? `${t(adviceFor(item.why, null).short)} · ${text}` : text;
  };
  const act = (item: Attention) => {
    const { merchant, operation, delivery } = item;
    if (item.kind === "sign_in_over") authorize(merchant);
    else if (item.kind === "messages_refused")
      go({ to: "/applications", search: { open: item.application ?? undefined } });
    else if (APPLICATIONS.has(item.kind))
      go({ to: "/applications", search: { status: item.status === null ? undefined : statusWord(item.status) } });
    else if (item.kind === "subscription_differs") go({ to: "/subscriptions" });
    else if (item.kind === "outcome_unknown" || item.kind === "overdue") ask(merchant ?? "");
    else if (delivery !== null) go({ to: "/deliveries", search: { open: delivery } });
    else if (merchant !== null && operation !== null)
      go({ to: "/merchants/$merchant/$tab", params: { merchant: merchant, tab: "operations" }, search: { operation } });
    else if (merchant !== null) go({ to: "/merchants/$merchant/$tab", params: { merchant: merchant, tab: "drift" } });
  };
  const columns: ColumnOf<Attention>[] = [
    {
      id: "state",
      title: t("stores.state"),
      width: "20%",
      show: (item) => {
        const { tone, icon, word } = NEED[item.kind];
        return <State tone={tone} icon={icon} word={t(word)} />;
      },
    },
    {
      id: "what",
      title: t("activity.act"),
      width: "24%",
      show: (item) => <span title={item.subject}>{item.subject}</span>,
    },
    { id: "why", title: t("home.why"), quiet: true, show: (item) => <span title={why(item)}>{why(item)}</span> },
    {
      id: "at",
      title: t("home.since"),
      width: "13%",
      quiet: true,
      show: (item) => (item.at === null ? "–" : item.at > now ? words.day(item.at) : ago(item.at, now)),
    },
    {
      id: "act",
      title: t("home.act"),
      width: "150px",
      end: true,
      show: (item) => (
        <Button onPress={() => act(item)} busy={asking && item.merchant !== null} testId={`need-${item.kind}`}>
          {t(NEED[item.kind].act)}
        </Button>
      ),
    },
  ];
  return <Table label={t("home.needs")} columns={columns} rows={items} idOf={keyOf} testId="need-row" />;
}
