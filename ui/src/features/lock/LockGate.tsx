import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { FailureNote } from "../../components/failure/FailureNote";
import { asFailure } from "../../components/failure/table";
import { PreferencesProvider } from "../../navigation/preferences";
import { lockQuery, preferencesQuery } from "../../queries/lockQueries";
import { usePlatform } from "../../queries/usePlatform";
import { LockScreen } from "./LockScreen";
import { useUsed } from "./useUsed";

/** Shows the window, or, while it is locked, nothing but what asks for the PIN. The shell refuses everything else itself. */
export function LockGate({ children }: { children: ReactNode }) {
  const platform = usePlatform();
  const client = useQueryClient();
  const { data: lock, error } = useQuery(lockQuery);
  const locked = lock?.state === "locked";
  useEffect(
    () => platform.onLock(() => void client.invalidateQueries({ queryKey: lockQuery.queryKey })),
    [platform, client],
  );
  // What was read before stays nowhere in the page.
  useEffect(() => {
    if (locked)
      client.removeQueries({ predicate: ({ queryKey: [root] }) => root !== "lock" && root !== "preferences" });
  }, [locked, client]);
  useUsed(lock?.state === "open");
  if (error) return <FailureNote failure={asFailure(error)} testId="lock-failure" />;
  if (!lock) return null;
  return locked ? <Locked /> : children;
}

/** In the person's language and colours. */
function Locked() {
  const { data: preferences, error } = useQuery(preferencesQuery);
  if (error) return <FailureNote failure={asFailure(error)} testId="lock-failure" />;
  if (!preferences) return null;
  return (
    <PreferencesProvider first={preferences} country={null}>
      <LockScreen />
    </PreferencesProvider>
  );
}
