import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { NoticesProvider } from "../data/notices";
import { PlatformProvider } from "../data/platform";
import { newClient, useStart } from "../data/queries";
import { FailureNote } from "../failures/FailureNote";
import { asFailure } from "../failures/table";
import { FirstRun } from "../places/firstrun/FirstRun";
import type { Platform } from "../platform";
import { Frame } from "./Frame";
import { PreferencesProvider } from "./preferences";
import css from "./Root.module.css";

/** Everything that must stand before a place can be shown. */
export function Root({ platform }: { platform: Platform }) {
  const [client] = useState(newClient);
  return (
    <PlatformProvider value={platform}>
      <QueryClientProvider client={client}>
        <NoticesProvider>
          <Started />
        </NoticesProvider>
      </QueryClientProvider>
    </PlatformProvider>
  );
}

function Started() {
  const { data: start, error } = useStart();
  if (error)
    return (
      <div className={css.center}>
        <FailureNote failure={asFailure(error)} testId="start-failure" />
      </div>
    );
  if (!start) return null;
  return (
    <PreferencesProvider first={start.preferences}>
      {start.profile ? (
        <Frame key={start.profile.name} start={start} profile={start.profile} />
      ) : (
        <FirstRun failure={start.failure} />
      )}
    </PreferencesProvider>
  );
}
