import type { StoreLatest } from "../../api/types";
import type { useWords } from "../../i18n";

type Words = Pick<ReturnType<typeof useWords>, "t" | "time" | "number">;

/** What was asked for one store, what was answered, and what settled it. */
export function storeFacts(
  { store, flags, integration, sentAt }: Omit<StoreLatest, "operation">,
  { t, time, number }: Words,
) {
  const on = flags
    ? (["pingActive", "getMenuActive", "cancellationEvents"] as const).filter((flag) => flags[flag])
    : [];
  return [
    { label: t("plan.integration"), value: integration, mono: true },
    {
      label: t("details.asked"),
      value: flags ? [flags.status, ...on].join(" · ") : t("operation.flagsUnreadable"),
      mono: flags !== null,
    },
    { label: t("details.sent"), value: sentAt === null ? "–" : time(sentAt) },
    { label: t("batch.batch"), value: number(store.batch + 1) },
    { label: t("details.batchId"), value: store.batchId ?? "–", mono: true },
    { label: t("batch.answer"), value: store.answer ?? "–" },
    { label: t("details.code"), value: store.code === null ? "–" : String(store.code) },
    {
      label: t("details.settledBy"),
      value: store.settledBy ? t(`settledBy.${store.settledBy}`, { person: store.askedBy ?? "" }) : "–",
    },
    { label: t("details.at"), value: store.at === null ? "–" : time(store.at) },
  ];
}
