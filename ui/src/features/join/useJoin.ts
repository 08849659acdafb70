import { useState } from "react";
import { useNotices } from "../../components/notices/notices";
import { useActHere } from "../../components/useAct";
import { useWords } from "../../i18n";
import { useOpenProfile } from "../../navigation/useOpenProfile";
import { usePlatform } from "../../queries/usePlatform";

/** An environment that is still to be set up. */
export const NEW = "+";

export type JoinRequest = { link: string; person: string; device: string; environment: string };

/** Joins a team with an environment; one that is new is set up in between. */
export function useJoin(first: Partial<JoinRequest>, onJoined: () => void) {
  const { t } = useWords();
  const { done } = useNotices();
  const platform = usePlatform();
  const openProfile = useOpenProfile();
  const [request, setRequest] = useState<JoinRequest>({ link: "", person: "", device: "", environment: NEW, ...first });
  /** The relay of the invitation, while its environment is set up. */
  const [relay, setRelay] = useState<string | null>(null);
  const join = async (environment: string) => {
    await platform.openProfile(environment);
    const status = await platform.joinTeam(request.link.trim(), request.person.trim(), request.device.trim());
    await openProfile(environment);
    done(t("join.done", { team: status.membership?.team ?? "" }));
    onJoined();
  };
  const { run, busy, failure } = useActHere(async (environment: string) => {
    // What is wrong with the link is said before anything is opened or set up.
    const seen = await platform.readInvitation(request.link.trim());
    if (environment === NEW) setRelay(seen.relay);
    else await join(environment);
  });
  return {
    request,
    set: (change: Partial<JoinRequest>) => setRequest((before) => ({ ...before, ...change })),
    send: () => run(request.environment),
    busy,
    failure,
    relay,
    back: () => setRelay(null),
    /** The environment is there: whatever goes wrong from here on is no reason to set it up again. */
    created: async (environment: string) => {
      setRelay(null);
      setRequest((before) => ({ ...before, environment }));
      run(environment);
    },
  };
}
