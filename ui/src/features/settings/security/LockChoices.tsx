import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { LockStatus } from "../../../api/types";
import { Button } from "../../../components/Button";
import { Pick } from "../../../components/Choice";
import { Modal } from "../../../components/Modal";
import { useAct } from "../../../components/useAct";
import { useWords } from "../../../i18n";
import { lockQuery } from "../../../queries/lockQueries";
import { usePlatform } from "../../../queries/usePlatform";
import { Acts } from "../Group";
import { PinForm } from "./PinForm";
import { RemovePin } from "./RemovePin";

/** Minutes to choose from, and what was set otherwise. */
const MINUTES = [1, 5, 10, 15, 30, 60];
const MINUTE_MS = 60_000;

/** When it locks, and what is done about the PIN. */
export function LockChoices({ lock }: { lock: LockStatus }) {
  const { t, span } = useWords();
  const platform = usePlatform();
  const client = useQueryClient();
  const [asked, setAsked] = useState<"another" | "remove" | null>(null);
  const [after] = useAct(async (minutes: number | null) => {
    client.setQueryData(lockQuery.queryKey, await platform.lockAfter(minutes));
  });
  const [lockNow, locking] = useAct(() => platform.lockNow());
  const minutes = [...new Set([...MINUTES, ...(lock.afterMin === null ? [] : [lock.afterMin])])].sort((a, b) => a - b);
  const options = [
    ...minutes.map((count) => ({ id: String(count), label: span(count * MINUTE_MS) })),
    { id: "never", label: t("security.never") },
  ];
  return (
    <>
      <Pick
        label={t("security.after")}
        options={options}
        value={lock.afterMin === null ? "never" : String(lock.afterMin)}
        onChange={(id) => after(id === "never" ? null : Number(id))}
        testId="lock-after"
      />
      <Acts>
        <Button icon="lock" busy={locking} onPress={() => lockNow()} testId="lock-now">
          {t("security.lockNow")}
        </Button>
        <Button onPress={() => setAsked("another")} testId="pin-change">
          {t("security.pinChange")}
        </Button>
        <Button onPress={() => setAsked("remove")} testId="pin-remove">
          {t("security.pinRemove")}
        </Button>
      </Acts>
      <Modal
        title={t("security.pinChange")}
        open={asked === "another"}
        onClose={() => setAsked(null)}
        testId="pin-change-dialog"
      >
        <PinForm another onDone={() => setAsked(null)} />
      </Modal>
      <RemovePin open={asked === "remove"} onClose={() => setAsked(null)} />
    </>
  );
}
