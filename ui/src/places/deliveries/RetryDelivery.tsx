import { useNotices } from "../../data/notices";
import { usePlatform } from "../../data/platform";
import { useAct } from "../../data/useAct";
import { Button } from "../../parts/Button";
import { useWords } from "../../words";

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
