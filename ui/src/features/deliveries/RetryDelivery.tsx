import { Button } from "../../components/Button";
import { useNotices } from "../../components/notices/notices";
import { useAct } from "../../components/useAct";
import { useWords } from "../../i18n";
import { usePlatform } from "../../queries/usePlatform";

/** A delivery that was set aside is tried once more: the cause may have been mended. */
export function RetryDelivery({ id }: { id: number }) {
  const { t } = useWords();
  const platform = usePlatform();
  const { done } = useNotices();
  const [retry, retrying] = useAct(async () => {
    await platform.retryDeadLetters(id);
    done(t("deliveries.retried"));
  });
  return (
    <Button busy={retrying} onPress={() => retry()} testId="delivery-retry">
      {t("deliveries.retry")}
    </Button>
  );
}
