import { useState } from "react";
import type { ChannelTestResult, Reason } from "../../../api/types";
import { Button } from "../../../components/Button";
import { FailureReason } from "../../../components/FailureReason";
import { Note } from "../../../components/Note";
import { useAct } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts } from "../Group";

/** What the first line says already. */
const SAID: ReadonlySet<Reason | null> = new Set<Reason | null>([
  "not_connected",
  "connection_unsafe",
  "timed_out",
  "login_refused",
  "come_later",
]);

/** Tries a way out as it was saved, and says how that went. */
export function ChannelTest({ channel, disabled }: { channel: "email" | "platform"; disabled: boolean }) {
  const { t } = useWords();
  const platform = usePlatform();
  const [tried, setTried] = useState<ChannelTestResult | null>(null);
  const [go, going] = useAct(async () => setTried(await platform.testChannel(channel)));
  return (
    <>
      <Acts>
        <Button busy={going} isDisabled={disabled} onPress={() => go()} testId={`try-${channel}`}>
          {t("notifications.try")}
        </Button>
      </Acts>
      {tried && (
        <Note tone={tried.what === "works" ? "ok" : "bad"} testId={`tried-${channel}`}>
          <b>{t(`notifications.tried.${tried.what}`)}</b>
          <FailureReason why={SAID.has(tried.because) ? { ...tried, because: null } : tried} />
        </Note>
      )}
    </>
  );
}
