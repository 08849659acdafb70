import { Button } from "../../components/Button";
import { Empty } from "../../components/Page";
import { useWords } from "../../i18n";
import type { Go } from "../../navigation/place";

/** There is no application: what brings some, or what is missing first. */
export function Nothing({ connected, go }: { connected: boolean; go: Go }) {
  const { t } = useWords();
  return connected ? (
    <Empty title={t("application.empty.title")} text={t("application.empty.text")} testId="applications-empty" />
  ) : (
    <Empty
      title={t("application.unset.title")}
      text={t("application.unset.text")}
      testId="applications-unset"
      action={
        <Button look="primary" onPress={() => go({ at: "settings", section: "credentials" })}>
          {t("application.unset.act")}
        </Button>
      }
    />
  );
}
