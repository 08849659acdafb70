import { useNavigate } from "@tanstack/react-router";
import type { Goto } from "../api/types";
import { useNotices } from "../components/notices/notices";
import { useAct } from "../components/useAct";
import { useWords } from "../i18n";
import { useAuthorize, useFrame } from "../navigation/frame";
import { LastPlaces } from "../navigation/lastPlaces";
import { useOpenProfile } from "../navigation/useOpenProfile";
import { useGoto } from "../queries/changes";

/** An address begins with one slash: two would be another host. */
const isAddress = (path: string) => /^\/(?!\/)/.test(path);

/** Goes where the menu, a notification or a link sends the window. A link can only show something. */
export function useArrivals(onClosing: (runs: number) => void): void {
  const { t } = useWords();
  const go = useNavigate();
  const authorize = useAuthorize();
  const { profile } = useFrame();
  const { done, warn } = useNotices();
  const openProfile = useOpenProfile();
  const [open] = useAct(async (environment: string, path: string) => {
    LastPlaces.arriveAt(environment, path);
    await openProfile(environment);
    // Nobody is in another environment without knowing it.
    done(t("link.switched", { environment }));
  });
  const arrive = (environment: string, path: string) => {
    if (!isAddress(path)) return;
    if (environment === profile.name) void go({ href: path });
    else open(environment, path);
  };
  useGoto((it: Goto) => {
    switch (it.to) {
      case "authorize":
        return authorize(null);
      // The question about it is asked in front of every place.
      case "join":
        return;
      case "closing":
        return onClosing(it.runs);
      case "place":
        return arrive(profile.name, it.path);
      case "link":
        return arrive(it.environment, it.path);
      case "refused":
        return warn(t(`link.refused.${it.why}`, { environment: it.environment ?? "" }));
    }
  });
}
