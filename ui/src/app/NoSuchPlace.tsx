import { useNavigate } from "@tanstack/react-router";
import { Button } from "../components/Button";
import { FailureNote } from "../components/failure/FailureNote";
import { asFailure } from "../components/failure/table";
import { Empty } from "../components/Page";
import { useWords } from "../i18n";

/** An address that leads nowhere: an old link, or one that was mistyped. */
export function NoSuchPlace() {
  const { t } = useWords();
  const go = useNavigate();
  return (
    <Empty
      title={t("place.none.title")}
      text={t("place.none.text")}
      testId="no-such-place"
      action={
        <Button look="primary" onPress={() => go({ to: "/home" })}>
          {t("place.home")}
        </Button>
      }
    />
  );
}

/** A page that broke; all around it goes on. */
export function FailedPlace({ error }: { error: unknown }) {
  return <FailureNote failure={asFailure(error)} testId="failed-place" />;
}
