import { useNavigate } from "@tanstack/react-router";
import { Button } from "../../components/Button";
import { Empty } from "../../components/Page";
import { useWords } from "../../i18n";

/** There is no application: what brings some, or what is missing first. */
export function NoApplications({ connected }: { connected: boolean }) {
  const go = useNavigate();
  const { t } = useWords();
  return connected ? (
    <Empty title={t("application.empty.title")} text={t("application.empty.text")} testId="applications-empty" />
  ) : (
    <Empty
      title={t("application.unset.title")}
      text={t("application.unset.text")}
      testId="applications-unset"
      action={
        <Button look="primary" onPress={() => go({ to: "/settings/credentials" })}>
          {t("application.unset.act")}
        </Button>
      }
    />
  );
}
