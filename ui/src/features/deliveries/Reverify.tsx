import { Button } from "../../components/Button";
import { useNotices } from "../../components/notices/notices";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";

/** What was rejected is verified by the secrets of now and applied: every byte is kept. */
export function Reverify({ id }: { id: number }) {
  const { t, number } = useWords();
  const platform = usePlatform();
  const { done } = useNotices();
  const [reverify, busy] = useAct(async () => {
    const { toApply, duplicates, rejected } = await platform.reverifyDeliveries(id, null);
    if (rejected > 0) done(t("deliveries.stillRejected"));
    else
      done(t("deliveries.reverified", { count: toApply, duplicates: number(duplicates), rejected: number(rejected) }));
  });
  return (
    <Button busy={busy} onPress={() => reverify()} testId="delivery-reverify">
      {t("deliveries.reverify")}
    </Button>
  );
}
