import type { Provider, RotationView } from "../../api/types";
import { Note } from "../../components/Note";
import { providerName } from "../../components/provider";
import { useWords } from "../../i18n";

/** A new secret on its way: who takes which one, and until when. */
export function Rotation({ rotation, provider }: { rotation: RotationView; provider: Provider }) {
  const { startedAt, confirmedAt, endsAt, lastOldAt } = rotation;
  const { t, moment } = useWords();
  const next = () => {
    if (confirmedAt === null) return t("rotation.unconfirmed", { provider: providerName(provider) });
    return endsAt === null ? t("rotation.needed") : t("rotation.ends", { at: moment(endsAt) });
  };
  return (
    <Note tone={confirmedAt === null ? "doubt" : "run"} testId="subscription-rotation">
      <b>{t("rotation.title")}</b>
      <span>{t("rotation.both", { at: moment(startedAt) })}</span>
      <span>{next()}</span>
      {lastOldAt !== null && <span>{t("rotation.lastOld", { at: moment(lastOldAt) })}</span>}
    </Note>
  );
}
