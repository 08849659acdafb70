import { useEffect, useState } from "react";
import type { ProfileSummary, Start } from "../api/types";
import { NoticeLayers } from "../components/notices/noticeLayers";
import { useNotices } from "../components/notices/notices";
import { AuthorizeDialog } from "../features/authorize/AuthorizeDialog";
import { NoticeStack } from "../navigation/NoticeStack";
import type { Place } from "../navigation/place";
import { RegisterProvider } from "../navigation/registering";
import { StepProvider } from "../navigation/steps";
import { useApplicationBoard } from "../queries/applicationQueries";
import { useChanges } from "../queries/changes";
import { useMerchants, useOverview, useSubscriptions } from "../queries/queries";
import { TreesProvider, useNewTrees, useOnStores } from "../queries/trees";
import { ConnectionLine } from "./ConnectionLine";
import css from "./Frame.module.css";
import { Palette } from "./Palette";
import { PlaceView } from "./PlaceView";
import { Ribbon } from "./Ribbon";
import { Side } from "./Side";
import { useArrival } from "./useArrival";
import { usePaletteKey } from "./usePaletteKey";

export function Frame({ start, profile }: { start: Start; profile: ProfileSummary }) {
  const [place, go] = useState<Place>({ at: "merchants" });
  const [palette, setPalette] = useState(false);
  const [authorizing, setAuthorizing] = useState(false);
  /** Who authorizes again, if it is known before the dialog opens. */
  const [again, setAgain] = useState<string | null>(null);
  const authorize = (merchant: string | null) => {
    setAgain(merchant);
    setAuthorizing(true);
  };
  const work = useArrival(place.at);
  const { fail } = useNotices();
  const { failure } = start;
  useEffect(() => {
    if (failure) fail(failure);
  }, [failure, fail]);
  const trees = useNewTrees();
  const onStores = useOnStores(trees);
  const { data: merchants } = useMerchants();
  const { data: applications } = useApplicationBoard();
  const { data: subscriptions } = useSubscriptions();
  const { data: overview } = useOverview();
  useChanges(onStores, (target) => {
    if (target === "palette") setPalette(true);
    else if (target === "authorize") authorize(null);
    else if (
      target === "home" ||
      target === "merchants" ||
      target === "deliveries" ||
      target === "activity" ||
      target === "settings"
    )
      go({ at: target });
  });
  usePaletteKey(() => setPalette((is) => !is));
  return (
    <TreesProvider value={trees}>
      <StepProvider go={go} authorize={() => authorize(place.at === "merchant" ? place.id : null)}>
        <NoticeLayers>
          <RegisterProvider>
            <div className={css.frame} data-profile={profile.kind}>
              <Ribbon profile={profile} />
              <Side
                place={place}
                go={go}
                profile={profile}
                merchants={merchants?.length ?? null}
                applications={applications?.total ?? null}
                subscriptions={subscriptions?.rows.length ?? null}
                needs={overview?.items.length ?? 0}
                onPalette={() => setPalette(true)}
              />
              <main className={css.main} ref={work} tabIndex={-1}>
                <PlaceView
                  place={place}
                  go={go}
                  profile={profile}
                  profiles={start.profiles}
                  leftOpen={start.leftOpen}
                  onAuthorize={authorize}
                />
              </main>
              <ConnectionLine go={go} version={start.version} />
            </div>
            <NoticeStack />
            <AuthorizeDialog
              merchants={merchants ?? []}
              again={again}
              onOpen={() => setAuthorizing(true)}
              open={authorizing}
              onClose={() => setAuthorizing(false)}
              onDone={(merchant) => {
                setAuthorizing(false);
                go({ at: "merchant", id: merchant, tab: "stores" });
              }}
            />
            <Palette
              open={palette}
              onClose={() => setPalette(false)}
              place={place}
              go={go}
              profiles={start.profiles}
              profile={profile}
              onAuthorize={() => authorize(null)}
            />
          </RegisterProvider>
        </NoticeLayers>
      </StepProvider>
    </TreesProvider>
  );
}
