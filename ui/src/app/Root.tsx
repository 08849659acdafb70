import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Platform } from "../api";
import { FailureNote } from "../components/failure/FailureNote";
import { asFailure } from "../components/failure/table";
import { NoticesProvider } from "../components/notices/notices";
import { FirstRun } from "../features/firstrun/FirstRun";
import { Invited } from "../features/join/Invited";
import { LockGate } from "../features/lock/LockGate";
import { PreferencesProvider } from "../navigation/preferences";
import { newClient } from "../queries/client";
import { startQuery } from "../queries/environmentQueries";
import { PlatformProvider } from "../queries/usePlatform";
import { Frame } from "./Frame";
import css from "./Root.module.css";

/** Everything that must stand before a place can be shown. */
export function Root({ platform }: { platform: Platform }) {
  const [client] = useState(() => newClient(platform));
  return (
    <PlatformProvider value={platform}>
      <QueryClientProvider client={client}>
        <LockGate>
          <NoticesProvider>
            <Started />
          </NoticesProvider>
        </LockGate>
      </QueryClientProvider>
    </PlatformProvider>
  );
}

function Started() {
  const { data: start, error } = useQuery(startQuery);
  if (error)
    return (
      <div className={css.center}>
        <FailureNote failure={asFailure(error)} testId="start-failure" />
      </div>
    );
  if (!start) return null;
  return (
    <PreferencesProvider first={start.preferences} country={start.profile?.country ?? null}>
      {start.profile ? (
        <Frame key={start.profile.name} start={start} profile={start.profile} />
      ) : (
        <FirstRun failure={start.failure} profiles={start.profiles} />
      )}
      <Invited start={start} />
    </PreferencesProvider>
  );
}
