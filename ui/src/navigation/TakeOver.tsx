import { useQuery } from "@tanstack/react-query";
import { Button } from "../components/Button";
import { Facts } from "../components/Card";
import { Modal } from "../components/Modal";
import { useWords } from "../i18n";
import { connectionQuery, profileQuery } from "../queries/environmentQueries";
import { teamStatusQuery } from "../queries/teamQueries";

type Props = { host: string; busy: boolean; onLeave(): void; onTake(): void };

/** Both addresses, and which one it shall be. Of theirs only the host is known here: the rest is their secret. */
export function TakeOver({ host, busy, onLeave, onTake }: Props) {
  const { t } = useWords();
  const { data: profile } = useQuery(profileQuery);
  const { data: connection } = useQuery(connectionQuery);
  const { data: team } = useQuery(teamStatusQuery);
  const ours = team?.membership?.relay ?? profile?.publicUrl ?? connection?.receiver.address ?? "–";
  const foot = (
    <>
      <Button onPress={onLeave} testId="take-over-leave">
        {t("takeOver.leave")}
      </Button>
      <Button look="danger" busy={busy} onPress={onTake} testId="take-over-do">
        {t("takeOver.do")}
      </Button>
    </>
  );
  return (
    <Modal alert open title={t("takeOver.title")} onClose={onLeave} foot={foot} testId="take-over">
      <p>{t("takeOver.text")}</p>
      <Facts
        facts={[
          { label: t("takeOver.theirs"), value: `${host}/…`, mono: true },
          { label: t("takeOver.ours"), value: `${ours}/hooks/…`, mono: true },
        ]}
      />
    </Modal>
  );
}
