import { Outlet, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useAuthorize, useFrame } from "../navigation/frame";
import { NoticeStack } from "../navigation/NoticeStack";
import { useHere } from "../navigation/places";
import { RegisterProvider } from "../navigation/registering";
import { RowSources } from "../navigation/rowCopy";
import { StepProvider } from "../navigation/steps";
import { useCommands } from "../navigation/useCommands";
import { useCopyLink } from "../navigation/useCopyLink";
import { useChanges } from "../queries/changes";
import { useOnStores } from "../queries/trees";
import { Authorizing } from "./Authorizing";
import { ClosingDialog } from "./ClosingDialog";
import { ConnectionLine } from "./ConnectionLine";
import css from "./Frame.module.css";
import { LeftOpen } from "./LeftOpen";
import { Palette } from "./Palette";
import { Ribbon } from "./Ribbon";
import { RowMenu } from "./RowMenu";
import { ShortcutSheet } from "./ShortcutSheet";
import { Side } from "./Side";
import { useArrival } from "./useArrival";
import { useArrivals } from "./useArrivals";
import { useConfirmKey } from "./useConfirmKey";
import { useHistoryKeys } from "./useHistoryKeys";
import { useLetters } from "./useLetters";
import { useListKeys } from "./useListKeys";
import { useMenu } from "./useMenu";
import { useZoom } from "./useZoom";

/** What stands around every place. */
export function Shell() {
  return (
    <Authorizing>
      <RowSources>
        <Around />
      </RowSources>
    </Authorizing>
  );
}

function Around() {
  const authorize = useAuthorize();
  const { profile } = useFrame();
  const { route } = useHere();
  const { merchant = null } = useParams({ strict: false });
  const [palette, setPalette] = useState(false);
  const [shortcuts, setShortcuts] = useState(false);
  const [closing, setClosing] = useState<number | null>(null);
  const copyLink = useCopyLink();
  const work = useArrival(route);
  useChanges(useOnStores());
  useArrivals(setClosing);
  useMenu();
  useCommands({
    palette: () => setPalette((is) => !is),
    help: () => setShortcuts(true),
    copyLink,
  });
  useHistoryKeys();
  useLetters();
  useListKeys();
  useConfirmKey();
  useZoom();
  return (
    <StepProvider authorize={() => authorize(merchant)}>
      <RegisterProvider>
        <div className={css.frame} data-profile={profile.kind}>
          <Ribbon />
          <Side onPalette={() => setPalette(true)} />
          <main className={css.main} ref={work} tabIndex={-1}>
            <LeftOpen />
            <Outlet />
          </main>
          <ConnectionLine />
        </div>
        <NoticeStack />
        <ClosingDialog runs={closing} onClose={() => setClosing(null)} />
        <Palette open={palette} onClose={() => setPalette(false)} />
        <RowMenu onCopyLink={copyLink} />
        <ShortcutSheet open={shortcuts} onClose={() => setShortcuts(false)} />
      </RegisterProvider>
    </StepProvider>
  );
}
